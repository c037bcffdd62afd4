// "Leave this site quickly": the page is covered at once, the session is ended on the way, and the entry in the
// browser's history is replaced. Pressing Shift three times within five seconds does the same (GOV.UK's pattern).

const link = document.querySelector("[data-leave]");
const WITHIN = 5000;
let presses = [];

function leave() {
  const cover = document.createElement("div");
  cover.className = "cc-leave-cover";
  document.body.replaceChildren(cover);
  document.title = " ";
  // Survives the page; if it cannot be sent, the session still ends by itself.
  fetch(link.href, { method: "POST", keepalive: true, credentials: "same-origin", redirect: "manual" }).catch(() => {});
  window.location.replace(link.dataset.exit);
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      presses = []; // typing capitals is not asking to leave
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WITHIN), now];
    if (presses.length >= 3) leave();
  });
}

// The back button after signing out must not bring a page back from the browser's memory.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
