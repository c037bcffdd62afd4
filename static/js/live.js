// Keeps a region of a page up to date: loads the page again every few seconds and puts the new region in place of the
// old one, unless somebody is using it. Without this script a link loads the page again. It does not count as use.

const REGION = "[data-live]";

async function look() {
  const region = document.querySelector(REGION);
  if (document.hidden || region.contains(document.activeElement)) return wait(region);
  try {
    const answer = await fetch(window.location.href, { headers: { "X-Connect-Poll": "1" } });
    if (answer.redirected) return window.location.reload(); // the session ended: the page itself says so
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(REGION);
      if (fresh && fresh.innerHTML !== region.innerHTML) region.replaceWith(fresh);
    }
  } catch {
    // No connection: what is shown stays, and is asked for again.
  }
  wait(document.querySelector(REGION));
}

function wait(region) {
  const seconds = Number(region?.dataset.live);
  if (seconds) setTimeout(look, seconds * 1000);
}

wait(document.querySelector(REGION));
