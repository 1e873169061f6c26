// What is typed into form[data-keep] stays in this browser until the server has it: through a dead connection, a closed
// tab, an expired session. A page that says <meta name="kept" content="key"> confirms that the server does.
{
  const PREFIX = "keep:";
  const MONTH = 30 * 24 * 3600 * 1000;
  let isLeaving = false;
  let store;
  try {
    store = localStorage;
  } catch {
    store = null; // storage is switched off: the form works as it would without script
  }

  // What chooses between two texts (keep:…, rows-0-keep) is no text.
  const fields = (form) =>
    [...form.elements].filter(
      (one) => one.name && !/^keep:|-keep$/.test(one.name) && !one.disabled && !/^(hidden|password|file|submit|button|fieldset)$/.test(one.type),
    );
  const values = (form) =>
    fields(form).map((one) => {
      if (/^(checkbox|radio)$/.test(one.type)) return [one.name, one.value, one.checked];
      return [one.name, one.multiple ? [...one.selectedOptions].map((option) => option.value) : one.value];
    });
  const fill = (form, kept) => {
    const waiting = [...kept];
    for (const one of fields(form)) {
      const ticks = /^(checkbox|radio)$/.test(one.type);
      const at = waiting.findIndex(([name, value]) => name === one.name && (!ticks || value === one.value));
      if (at < 0) continue;
      const [[, value, checked]] = waiting.splice(at, 1);
      if (ticks) one.checked = checked;
      else if (one.multiple) for (const option of one.options) option.selected = value.includes(option.value);
      else one.value = value;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const read = (key) => {
    try {
      return JSON.parse(store.getItem(key));
    } catch {
      return null;
    }
  };

  const watch = (form) => {
    const key = PREFIX + form.dataset.keep;
    let base = JSON.stringify(values(form));
    let sent;
    const { base: mark } = form.elements; // says to the server what was typed over (rules.merge)
    let own = mark?.value;
    const note = form.querySelector("[data-kept]");
    const kept = read(key);
    let later;
    const save = () => {
      clearTimeout(later);
      later = 0;
      if (isLeaving) return;
      const now = values(form);
      try {
        if (JSON.stringify(now) === base) store.removeItem(key);
        else store.setItem(key, JSON.stringify({ base, values: now, at: Date.now(), mark: mark?.value }));
      } catch {
        // no room left: the save button is still there
      }
    };
    // The server shows just what was kept: it has it, unless this is a refused form that shows it back.
    const is_refused = document.querySelector(".errors, form[data-refused]");
    if (kept && JSON.stringify(kept.values) === base && !is_refused) store.removeItem(key);
    if (kept && note && JSON.stringify(kept.values) !== base) {
      const [restored, offered] = note.querySelectorAll("[data-when]");
      const bring = () => {
        fill(form, kept.values);
        if (mark && kept.mark) mark.value = kept.mark;
        restored.hidden = false;
        offered.hidden = true;
      };
      note.hidden = false;
      // The server's text is still the one this was typed over: bring it back. Else somebody saved since: only offer it.
      if (kept.base === base) bring();
      else offered.hidden = false;
      note.addEventListener("click", ({ target }) => {
        if (target.matches("[data-bring]")) bring();
        if (!target.matches("[data-drop]")) return;
        fill(form, JSON.parse(base));
        if (mark) mark.value = own;
        save();
        note.hidden = true;
      });
    }
    form.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(save, 300);
    });
    addEventListener("pagehide", () => later && save());
    // The page itself saves (autosave.js): what it sent is then what the server has.
    form.addEventListener("saving", () => (sent = values(form)));
    form.addEventListener("saved", () => {
      base = JSON.stringify(sent);
      own = mark?.value;
      save();
    });
  };

  if (store) {
    for (const { content } of document.querySelectorAll('meta[name="kept"]')) store.removeItem(PREFIX + content);
    for (const key of Object.keys(store)) {
      if (key.startsWith(PREFIX) && !(read(key)?.at > Date.now() - MONTH)) store.removeItem(key);
    }
    document.querySelectorAll("form[data-keep]").forEach(watch);
    // Signing out on a shared computer leaves nothing behind.
    document.querySelector("form[data-forget]")?.addEventListener("submit", () => {
      isLeaving = true;
      for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
    });
  }
}
