// Live totals of table[data-budget]. In a row, inputs with data-factor and the chosen data-rate of a [data-exchange] are
// multiplied into [data-product]; every [data-sum] of the page adds the rows up, [data-sum="funder:own year:2"] only those
// whose [data-key="funder"] is "own" and whose [data-key="year"] is "2".
{
  const language = document.documentElement.lang || "en";
  const number = new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 2 });
  const decimal = { fr: ",", es: ",", pt: "," }[language] || ".";

  // The same reading as the server's: 1 234,50 · 1.234,50 · ١٢٣٤٫٥. What nobody could read stays.
  const read = (typed) => {
    let text = typed
      .replace(/[٠-٩]/g, (c) => c.charCodeAt(0) - 0x660)
      .replace(/[۰-۹]/g, (c) => c.charCodeAt(0) - 0x6f0)
      .replace(/[\s'’٬\u200e\u200f]/g, "");
    if (text.includes("٫")) text = text.replace(/,/g, "").replace("٫", ".");
    else if (text.includes(",") && text.includes(".")) {
      const point = text.lastIndexOf(".") > text.lastIndexOf(",") ? "." : ",";
      text = text.replaceAll(point === "." ? "," : ".", "").replace(point, ".");
    } else {
      const sign = text.includes(",") ? "," : ".";
      const own = sign === decimal && text.split(sign).length === 2;
      const groups = !own && /^-?\d{1,3}([.,]\d{3})+$/.test(text);
      text = groups ? text.replaceAll(sign, "") : text.replace(sign, ".");
    }
    return text;
  };

  // Exact, as the server reckons: what was typed times 10^8, or null where it is no number.
  const DIGITS = 8;
  const exact = (typed) => {
    const [, minus, whole, part = ""] = /^(-?)(\d*)\.?(\d{0,8})\d*$/.exec(read(typed)) ?? [];
    if (whole === undefined) return null;
    const value = BigInt(whole + part.padEnd(DIGITS, "0"));
    return minus ? -value : value;
  };
  // The cost of a line in cents, rounded once, half up.
  const cents = (factors) => {
    if (factors.includes(null)) return null;
    const product = factors.reduce((so_far, factor) => so_far * factor, 1n);
    const unit = 10n ** BigInt(DIGITS * factors.length - 2);
    return product < 0n ? -((unit / 2n - product) / unit) : (product + unit / 2n) / unit;
  };
  const show = (place, value) => {
    place.textContent = value === null ? "–" : number.format(`${value}e-2`);
  };
  const key_of = (one) => (one.type === "checkbox" && !one.checked ? "" : one.value);

  for (const table of document.querySelectorAll("table[data-budget]")) {
    const add = () => {
      const lines = [];
      for (const row of table.querySelectorAll("tr")) {
        const typed = [...row.querySelectorAll("[data-factor]")].map((input) => exact(input.value));
        if (!typed.length) continue;
        const rates = [...row.querySelectorAll("[data-exchange]")].map((one) => exact(one.selectedOptions[0].dataset.rate));
        const cost = cents([...typed, ...rates]);
        const keys = [...row.querySelectorAll("[data-key]")].map((one) => `${one.dataset.key}:${key_of(one)}`);
        row.querySelectorAll("[data-product]").forEach((cell) => show(cell, cost));
        lines.push([keys, cost]);
      }
      for (const cell of document.querySelectorAll("[data-sum]")) {
        const wanted = cell.dataset.sum.split(" ").filter(Boolean);
        const counted = lines.filter(([keys]) => wanted.every((key) => keys.includes(key))).map(([, cost]) => cost);
        show(cell, counted.includes(null) ? null : counted.reduce((sum, cost) => sum + cost, 0n));
      }
    };
    table.addEventListener("input", add);
    add();
  }
}
