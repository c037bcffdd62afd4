// Holds the call without loading the page anew at each key. Without scripts each key is an ordinary form.

const whole = () => document.getElementById("call");
const wordsIn = (call) => call.querySelector("input[name=words]");

// One answer after the other, as a caller gives them: keys pressed quickly are not lost.
let before = Promise.resolve();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-call]")) return;
  event.preventDefault();
  whole().querySelector("audio")?.pause(); // whoever answers interrupts the voice
  const body = new FormData(form, event.submitter);
  const pressed = event.submitter?.value ?? "";
  const words = wordsIn(whole());
  if (words && form.contains(words)) words.value = "";
  before = before.then(() => send(form, body, pressed));
});

async function send(form, body, pressed) {
  try {
    const response = await fetch(form.action, { method: "POST", body });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    show(page.getElementById("call"), pressed);
  } catch {
    window.location.reload();
  }
}

function show(fresh, pressed) {
  if (!fresh) return window.location.reload();
  const held = whole();
  const begun = wordsIn(held)?.value ?? ""; // typed while the line was answering
  held.replaceChildren(...fresh.childNodes);
  if (begun && wordsIn(held)) wordsIn(held).value = begun;
  const lines = held.querySelector(".cc-phone__lines");
  if (lines) lines.scrollTop = lines.scrollHeight;
  const same = [...held.querySelectorAll("button")].find((button) => button.value === pressed && pressed);
  (begun ? wordsIn(held) : (same ?? held.querySelector("input[name=words], button")))?.focus();
}

const lines = whole()?.querySelector(".cc-phone__lines");
if (lines) lines.scrollTop = lines.scrollHeight;
