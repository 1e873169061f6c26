// How much of a limit is used, said while one types. The sentence comes translated from the page: "{} of 250 words".
{
  const number = new Intl.NumberFormat(`${document.documentElement.lang || "en"}-u-nu-latn`);
  const words = (text) => text.split(/\s+/).filter((run) => /[\p{L}\p{N}]/u.test(run)).length;

  for (const area of document.querySelectorAll("[data-max-words], [data-max-chars]")) {
    const output = document.getElementById(`${area.id}-count`);
    const most = Number(area.dataset.maxWords || area.dataset.maxChars);
    const used = () => (area.dataset.maxWords ? words(area.value) : area.value.replace(/\r\n/g, "\n").length);
    if (!output) continue;
    const show = () => {
      const count = used();
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
