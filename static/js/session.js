// Warns before an idle session ends and keeps it alive when asked to. Without scripts the server keeps a late form.

const dialog = document.getElementById("session-warning");

if (dialog && typeof dialog.showModal === "function") {
  const { remainingUrl, loginUrl, oneMinute, minutes, seconds } = dialog.dataset;
  const warning = Number(dialog.dataset.warningSeconds);
  const extend = dialog.querySelector("[data-extend]");
  const shown = dialog.querySelector("[data-time-left]");
  const told = dialog.querySelector("[data-time-told]");
  const changed = new Set();
  let endsAt = 0;
  let timer = 0;
  let lastTold = "";

  const secondsLeft = () => Math.max(0, Math.round((endsAt - Date.now()) / 1000));

  function words(left) {
    if (left > 60) return `${Math.ceil(left / 60)} ${minutes}`;
    return left === 60 ? oneMinute : `${left} ${seconds}`;
  }

  function begin(left) {
    endsAt = Date.now() + left * 1000;
    clearTimeout(timer);
    if (left > warning) {
      if (dialog.open) dialog.close();
      lastTold = "";
      timer = setTimeout(look, Math.min((left - warning) * 1000, 30000));
    } else {
      tick();
    }
  }

  // Another tab may have kept the session alive: ask before warning and before ending.
  async function look() {
    if (secondsLeft() > warning) return begin(secondsLeft());
    try {
      return begin(await ask());
    } catch {
      return begin(secondsLeft()); // no connection: go by our own clock
    }
  }

  function tick() {
    const left = secondsLeft();
    if (left <= 0) return end();
    if (!dialog.open) dialog.showModal();
    shown.textContent = words(left);
    // Screen readers hear it each half minute, not each second.
    const announcement = words(Math.ceil(left / 30) * 30);
    if (announcement !== lastTold) {
      lastTold = announcement;
      told.textContent = announcement;
    }
    timer = setTimeout(left % 15 === 0 ? look : tick, 1000);
  }

  // Only the server knows that the session is over.
  async function end() {
    let left;
    try {
      left = await ask();
    } catch {
      timer = setTimeout(end, 5000); // no connection: the dialog stays over the page until there is one
      return undefined;
    }
    if (left > 0) return begin(left);
    const here = window.location.pathname + window.location.search;
    const form = [...changed].find((one) => one.isConnected);
    return form && dialog.dataset.keepUrl ? keep(form, here) : window.location.replace(`${loginUrl}?${new URLSearchParams({ next: here, timed_out: "1" })}`);
  }

  async function ask() {
    const answer = await fetch(remainingUrl, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).seconds_left;
  }

  // A half-filled form goes to be kept, never to its own address: its author has not said that it is done.
  async function keep(form, here) {
    const page = document.createElement("input");
    Object.assign(page, { type: "hidden", name: "kept_page", value: here });
    form.append(page);
    const files = [];
    for (const control of form.elements) {
      if (control.type === "password") control.disabled = true;
      if (control.type === "file") files.push(control);
    }
    if (files.some((control) => control.files.length)) {
      try {
        const answer = await fetch(dialog.dataset.keepUrl, { method: "POST", body: new FormData(form), credentials: "same-origin" });
        if (answer.ok) return window.location.replace(answer.url);
      } catch {
        // Too slow or too large: what was typed goes without the files, and its author is told.
      }
      for (const control of files) control.disabled = true;
    }
    form.setAttribute("action", dialog.dataset.keepUrl);
    return HTMLFormElement.prototype.submit.call(form);
  }

  extend.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(extend.action, {
        method: "POST",
        body: new FormData(extend),
        credentials: "same-origin",
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      if (answer.ok) return begin((await answer.json()).seconds_left);
    } catch {
      // Fall through: the form itself says what happened.
    }
    return end();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault(); // Escape means "I am here"
    extend.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.method === "post" && !dialog.contains(form)) changed.add(form);
  });

  // Back on the page of a kept form: fill in what was typed.
  async function restore() {
    const answer = await fetch(dialog.dataset.keptUrl, {
      credentials: "same-origin",
      cache: "no-store",
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) return;
    const { fields } = await answer.json();
    const form = [...document.forms].find(
      (one) => one.method === "post" && !dialog.contains(one) && fields.some(([name]) => one.elements.namedItem(name)),
    );
    if (!form) return;
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const control of form.elements) {
      if (!control.name || ["hidden", "file", "password", "submit", "button"].includes(control.type)) continue;
      const typed = values.get(control.name);
      if (control.type === "radio" || control.type === "checkbox") control.checked = typed?.includes(control.value) ?? false;
      else if (typed) control.value = typed.shift() ?? control.value;
    }
    changed.add(form);
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  }

  if (window.location.hash === "#kept-form") restore();
  begin(Number(dialog.dataset.secondsLeft));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
}
