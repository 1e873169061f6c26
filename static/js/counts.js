// How much of a limit is used, said while one types, counted as the server counts (core.forms.strip, then kernel.numbers).
// The sentence comes translated from the page: "{} of 250 words".
{
  const number = new Intl.NumberFormat(`${document.documentElement.lang || "en"}-u-nu-latn`);
  const UNSEEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
  const SPACE = "[^\\S\ufeff]"; // what Python calls space
  const EDGES = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");
  const SPACES = new RegExp(`${SPACE}+`);

  const strip = (text) => text.replace(/\r\n?/g, "\n").replace(UNSEEN, "").replace(EDGES, "");
  const words = (text) => text.split(SPACES).filter((run) => /[\p{L}\p{N}]/u.test(run)).length;
  const characters = (text) => [...text].length;

  for (const area of document.querySelectorAll("[data-max-words], [data-max-chars]")) {
    const output = document.getElementById(`${area.id}-count`);
    const most = Number(area.dataset.maxWords || area.dataset.maxChars);
    const count_of = area.dataset.maxWords ? words : characters;
    if (!output) continue;
    const show = () => {
      const count = count_of(strip(area.value));
      output.textContent = output.dataset.text.replace("{}", number.format(count));
      output.classList.toggle("over", count > most);
    };
    let later;
    // A pause first, so that a screen reader is not told about every letter.
    area.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(show, 400);
    });
    show();
  }
}
