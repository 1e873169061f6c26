// form[data-autosave] is saved some seconds after the last change, as its button would, and says so in [data-saving]. A
// save that comes too late is refused like any other; what could not be sent is kept (keep.js) and sent when it can be.
// A page names this before site.js, so that words which that brings back are saved like any that are typed.
// How far a later stage has moved from the one before is worked out by the server and shown in [data-moved].
{
  const PAUSE = 5000;
  const AGAIN = 20000;

  let shown; // so that a screen reader is not told again what it was told
  const show = (moved) => {
    const panel = document.querySelector("[data-moved]");
    if (panel && moved && moved !== shown) panel.innerHTML = shown = moved;
  };

  const watch = (form) => {
    const state = form.querySelector("[data-saving]");
    let later;
    let sending;
    let waits = false;

    const answer_of = async () => {
      const data = new URLSearchParams(new FormData(form));
      data.set("act", "auto");
      const answer = await fetch(form.action, { method: "POST", body: data });
      if (answer.ok) return answer.json();
      if (answer.status >= 500 || answer.status === 429) throw new Error(answer.statusText);
      return { said: state.dataset[answer.status === 409 ? "both" : "refused"] };
    };
    const save = async () => {
      clearTimeout(later);
      waits = false;
      form.dispatchEvent(new Event("saving"));
      try {
        const { said, base, moved } = await answer_of();
        state.textContent = said;
        if (base === undefined) return;
        show(moved);
        form.elements.base.value = base;
        form.dispatchEvent(new Event("saved"));
      } catch {
        waits = true;
        state.textContent = state.dataset.offline;
        later = setTimeout(start, AGAIN);
      }
    };
    const start = () => {
      if (sending) later = setTimeout(start, PAUSE);
      else sending = save().finally(() => (sending = undefined));
    };
    form.addEventListener("input", () => {
      clearTimeout(later);
      waits = true;
      state.textContent = "";
      later = setTimeout(start, PAUSE);
    });
    addEventListener("online", () => waits && start());
    // The button waits for what is on its way: else it would be refused as older than that.
    form.addEventListener("submit", (event) => {
      clearTimeout(later);
      if (!navigator.onLine) {
        event.preventDefault(); // the browser would show its own page instead of the text: this one stays, and sends it later
        waits = true;
        state.textContent = state.dataset.offline;
        return;
      }
      if (!sending) return;
      event.preventDefault();
      sending.then(() => setTimeout(() => form.requestSubmit(event.submitter)));
    });
  };

  document.querySelectorAll("form[data-autosave]").forEach(watch);
}
