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
    button.setAttribute("aria-pressed", String(shown));
  };
  button.hidden = false;
  button.addEventListener("click", () => set(input.type === "password"));
  // Never leave a secret readable, and let password managers see a password field.
  input.form?.addEventListener("submit", () => set(false));
}

// After an error, begin at the summary.
document.querySelector("[data-focus]")?.focus();
