// Keeps the agents' desk up to date: asks every few seconds whether the list of waiting callers has changed, and changes
// only the rows that did. Whoever is at a row keeps it, and the focus, until they leave it. How many wait is told
// politely and stands in the title. Without this script a link loads the page again. It does not count as use.

const desk = document.querySelector("[data-desk]");
const headline = document.querySelector("[data-desk-headline]");
const asOf = document.querySelector("[data-desk-time]");
const title = document.title;
const clock = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone: desk.dataset.zone });
let etag = desk.dataset.etag;

async function look() {
  try {
    const headers = { "X-Connect-Poll": "1", "If-None-Match": etag };
    const answer = await fetch(desk.dataset.desk, { headers, cache: "no-store" });
    if (answer.redirected) return window.location.reload(); // the session ended: the page itself says so
    if (answer.ok) {
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      etag = answer.headers.get("ETag");
    }
    if (answer.ok || answer.status === 304) asOf.textContent = written(new Date());
  } catch {
    // No connection: what is shown stays, with the time of which it is, and is asked for again.
  }
  countMinutes();
  setTimeout(look, Number(desk.dataset.seconds) * 1000);
}

function show(page) {
  const fresh = page.querySelector("[data-desk-list]");
  desk.querySelector("[data-desk-facts]").replaceWith(fresh.querySelector("[data-desk-facts]"));
  const table = desk.querySelector("[data-desk-table]");
  const body = table.tBodies[0];
  const wanted = new Map([...fresh.querySelectorAll("tbody > tr")].map((row) => [row.id, row]));
  for (const row of [...body.rows]) {
    const next = wanted.get(row.id);
    wanted.delete(row.id);
    if (!next) leave(row);
    else if (next.dataset.version !== row.dataset.version) renew(row, next);
  }
  body.append(...wanted.values());
  table.hidden = body.rows.length === 0;
  if (headline.textContent !== fresh.dataset.headline) headline.textContent = fresh.dataset.headline;
  count(fresh.dataset.count);
}

function renew(row, next) {
  if (!row.contains(document.activeElement)) return row.replaceWith(next);
  row.dataset.version = next.dataset.version;
  [...row.cells].forEach((cell, place) => {
    if (!cell.contains(document.activeElement)) cell.replaceChildren(...next.cells[place].childNodes);
  });
}

function leave(row) {
  if (!row.contains(document.activeElement)) return row.remove();
  row.querySelector("[data-since]")?.replaceWith("no longer");
  row.addEventListener("focusout", (event) => {
    if (!row.contains(event.relatedTarget)) row.remove();
  });
}

function countMinutes() {
  for (const each of desk.querySelectorAll("[data-since]")) {
    const minutes = Math.floor((Date.now() - Date.parse(each.dataset.since)) / 60000);
    const words = minutes < 1 ? "under 1 min" : `${minutes} min`;
    if (each.textContent !== words) each.textContent = words;
  }
}

function count(waiting) {
  document.title = Number(waiting) ? `(${waiting}) ${title}` : title;
}

function written(time) {
  return clock.format(time).replace("AM", "a.m.").replace("PM", "p.m.");
}

count(desk.querySelector("[data-desk-list]").dataset.count);
setTimeout(look, Number(desk.dataset.seconds) * 1000);
