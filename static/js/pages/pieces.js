// The file of form[data-pieces] goes in pieces, each with its digest: after a cut, sending goes on where the server says. Once
// all of it is there the form itself is sent, without the file, and answers as it does without script.
{
  const PIECE = 128 * 1024;
  const AGAIN = 1000;

  const sha256_of = async (bytes) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const watch = (form) => {
    const state = form.querySelector("[data-sending]");
    const { file, question, arrived, csrf_token } = form.elements;
    let isSending = false;

    // The server's answer, or undefined when there was none to be had just now.
    const ask = async (address, options) => {
      const answer = await fetch(address, options).catch(() => undefined);
      if (answer && answer.status < 500 && answer.status !== 429) return { ok: answer.ok, ...(await answer.json()) };
      state.textContent = state.dataset.waiting;
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
      return undefined;
    };
    const piece_of = async (chosen, sha256, start) => {
      const piece = chosen.slice(start, start + PIECE);
      const facts = { csrf_token: csrf_token.value, question: question.value, name: chosen.name, size: chosen.size };
      Object.assign(facts, { sha256, start, piece_sha256: await sha256_of(await piece.arrayBuffer()) });
      const data = new FormData();
      for (const [name, value] of Object.entries(facts)) data.set(name, value);
      data.set("piece", piece, "piece");
      return data;
    };
    const send = async (chosen) => {
      const sha256 = await sha256_of(await chosen.arrayBuffer());
      const address = `${form.dataset.pieces}?${new URLSearchParams({ question: question.value, sha256 })}`;
      let at; // unknown until the server said it
      while (at !== chosen.size) {
        const answer =
          at === undefined
            ? await ask(address)
            : await ask(form.dataset.pieces, { method: "POST", body: await piece_of(chosen, sha256, at) });
        if (answer && !answer.ok) return answer.said;
        at = answer?.received;
        if (answer) state.textContent = state.dataset.sent.replace("{}", `${Math.floor((100 * at) / chosen.size)}%`);
      }
      arrived.value = sha256;
      file.value = "";
      form.submit();
    };
    form.addEventListener("submit", (event) => {
      const [chosen] = file.files;
      if (!chosen || chosen.size <= PIECE || !globalThis.crypto?.subtle) return;
      event.preventDefault();
      if (isSending) return;
      isSending = true;
      send(chosen)
        .then((refusal) => (state.textContent = refusal ?? state.textContent))
        .catch(() => form.submit()) // not an answer of ours: the plain form says what is wrong
        .finally(() => (isSending = false));
    });
  };

  document.querySelectorAll("form[data-pieces]").forEach(watch);
}
