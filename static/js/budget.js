// Live totals of table[data-budget]. In a row, inputs with data-factor are multiplied into [data-product]; every
// [data-sum] adds the rows up, [data-sum="key"] only those where a [data-key] has (or a chosen option is) that key.
{
  const language = document.documentElement.lang || "en";
  const number = new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 2 });
  const decimal = { fr: ",", es: ",", pt: "," }[language] || ".";

  // The same reading as the server's: 1 234,50 · 1.234,50 · ١٢٣٤٫٥. NaN is what nobody could read.
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
    return text === "" ? 0 : Number(text);
  };

  const show = (place, value) => {
    place.textContent = Number.isNaN(value) ? "–" : number.format(value);
  };

  for (const table of document.querySelectorAll("table[data-budget]")) {
    const add = () => {
      const lines = [];
      for (const row of table.querySelectorAll("tr")) {
        const factors = [...row.querySelectorAll("[data-factor]")];
        if (!factors.length) continue;
        const product = factors.reduce((so_far, input) => so_far * read(input.value), 1);
        const keys = [...row.querySelectorAll("[data-key]")].map((one) => one.dataset.key || one.value);
        row.querySelectorAll("[data-product]").forEach((cell) => show(cell, product));
        lines.push([keys, product]);
      }
      for (const cell of table.querySelectorAll("[data-sum]")) {
        const key = cell.dataset.sum;
        const counted = lines.filter(([keys]) => !key || keys.includes(key));
        show(cell, counted.reduce((sum, [, product]) => sum + product, 0));
      }
    };
    table.addEventListener("input", add);
    add();
  }
}
