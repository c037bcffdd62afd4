// Small comforts on top of pages that work without them.

// Print buttons: shown only where they can work.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const hint of document.querySelectorAll("[data-print-hint]")) hint.hidden = true;

// "Show what I typed" beside PINs.
for (const button of document.querySelectorAll("[data-reveals]")) {
  const input = document.getElementById(button.dataset.reveals);
  if (!input) continue;
  const set = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? button.dataset.hide : button.dataset.show;
  };
  button.hidden = false;
  button.addEventListener("click", () => set(input.type === "password"));
  // Never leave a secret readable, and let password managers see a password field.
  input.form?.addEventListener("submit", () => set(false));
}

// After an error, begin at the summary.
const summary = document.querySelector("[data-focus]");
if (summary) {
  summary.focus({ preventScroll: true });
  // Its beginning in sight, below what sticks to the top, also where the screen is too small for all of it.
  const { top, bottom } = summary.getBoundingClientRect();
  const isInSight = top >= parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) && bottom <= innerHeight;
  if (!isInSight) summary.scrollIntoView({ block: "start" });
}
