// Under a search box: ways to go on with what is typed so far. Without script the page of results names them.
document.querySelectorAll("form[action$='/search'] input[type=search]").forEach((box, number) => {
  const form = box.form;
  const list = document.createElement("ul");
  let asked;
  let at = -1;

  const close = () => {
    at = -1;
    list.replaceChildren();
    show();
  };
  const show = () => {
    [...list.children].forEach((one, n) => one.setAttribute("aria-selected", n === at));
    box.setAttribute("aria-expanded", list.childElementCount > 0);
    box.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
  };
  const ask = async () => {
    const text = box.value;
    const answer = await fetch(`${form.action}/suggestions?q=${encodeURIComponent(text)}`).catch(() => undefined);
    const ways = answer?.ok ? await answer.json() : [];
    if (box.value !== text || document.activeElement !== box) return;
    close();
    for (const way of ways) {
      const one = document.createElement("li");
      Object.assign(one, { role: "option", id: `${list.id}-${list.childElementCount}`, textContent: way, dir: "auto" });
      list.append(one);
    }
    show();
  };

  Object.assign(list, { id: `ways-${number}`, role: "listbox", className: "ways", ariaLabel: box.ariaLabel });
  Object.assign(box, { role: "combobox", autocomplete: "off", ariaAutoComplete: "list" });
  box.setAttribute("aria-controls", list.id);
  box.after(list);
  close();
  box.addEventListener("input", () => {
    clearTimeout(asked);
    asked = setTimeout(ask, 150);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = list.childElementCount;
    if (step && count) {
      at = at < 0 && step < 0 ? count - 1 : (at + step + count) % count;
      box.value = list.children[at].textContent;
      show();
      event.preventDefault();
    }
    if (event.key === "Escape" && count) {
      close();
      event.preventDefault();
    }
  });
  list.addEventListener("pointerdown", (event) => {
    box.value = event.target.textContent;
    form.requestSubmit();
  });
});
