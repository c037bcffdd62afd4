// Keeps what is typed into a form while it is being typed: form[data-draft] names where to. The form's own buttons keep
// it too, so that nothing depends on this script. Files go with the buttons alone.

const WAIT = 800; // milliseconds after the last key

for (const form of document.querySelectorAll("form[data-draft]")) {
  const told = form.querySelector("[data-draft-told]");
  let timer = 0;
  let isChanged = false;
  let isSent = false;

  async function keep({ keepalive = false } = {}) {
    clearTimeout(timer);
    if (!isChanged || isSent) return;
    isChanged = false;
    const typed = new FormData(form);
    for (const control of form.querySelectorAll("input[type=file]")) typed.delete(control.name);
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: typed,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        keepalive,
      });
      if (answer.redirected || !answer.ok) throw new Error(answer.statusText);
      const { saved, answered_by: name } = await answer.json();
      told.textContent = name ? `Draft kept at ${saved}. ${name} is answering this now.` : `Draft kept at ${saved}.`;
    } catch {
      isChanged = true;
      told.textContent = "The draft could not be kept: no connection, or you were signed out. It is tried again.";
      timer = setTimeout(keep, 5000);
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  });
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) keep({ keepalive: true });
  });
}
