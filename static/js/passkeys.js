// Passkeys: makes or uses one and sends the browser's answer with the form. Without this script, or where the browser
// has no passkeys, the forms stay hidden and people sign in with their PIN.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withBytes = (descriptors) => (descriptors ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

async function make(options) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    },
  });
  const { response } = credential;
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      attestationObject: toText(response.attestationObject),
      clientDataJSON: toText(response.clientDataJSON),
      transports: response.getTransports?.() ?? [],
    },
  };
}

async function use(options) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials),
    },
  });
  const { response } = credential;
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: {
      authenticatorData: toText(response.authenticatorData),
      clientDataJSON: toText(response.clientDataJSON),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
  };
}

// The options lie in the page (data-options-in) or are fetched from an address (data-options).
async function optionsFor(form) {
  const { options, optionsIn, optionsMethod } = form.dataset;
  if (optionsIn) return bare(JSON.parse(document.getElementById(optionsIn).textContent));
  const token = form.elements.namedItem("csrfmiddlewaretoken").value;
  const answer = await fetch(options, {
    method: optionsMethod ?? "POST",
    headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
    redirect: "manual",
  });
  if (!answer.ok) return null;
  return bare(await answer.json());
}

const bare = (given) => {
  const options = given.creation_options ?? given.request_options ?? given;
  return options.publicKey ?? options;
};

function reasonIn(form, error) {
  if (error.name === "NotAllowedError" || error.name === "AbortError") return form.dataset.cancelled;
  if (error.name === "InvalidStateError") return form.dataset.known;
  return form.dataset.failed;
}

function setUp(form) {
  const status = form.querySelector("[data-passkey-status]");
  const button = form.querySelector("button");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "";
    button.disabled = true;
    try {
      const options = await optionsFor(form);
      if (options === null) {
        // The session ended, or the PIN has to be given again: the page itself says so.
        window.location.reload();
        return;
      }
      const credential = await (form.dataset.passkey === "make" ? make(options) : use(options));
      form.elements.namedItem(form.dataset.answer ?? "answer").value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      status.textContent = reasonIn(form, error);
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    const isHere = form.dataset.origin === window.location.origin;
    if (isHere) setUp(form);
    const elsewhere = form.parentElement.querySelector("[data-passkey-elsewhere]");
    if (elsewhere) elsewhere.hidden = isHere;
    for (const note of document.querySelectorAll("[data-passkey-unavailable]")) note.hidden = true;
  }
}
