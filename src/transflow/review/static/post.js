// How a page talks to the server: JSON in, JSON out. An answer that says no is returned, not thrown; a lost connection is, too.
export async function post(path, body, { seen } = {}) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  if (seen) headers["If-Match"] = seen;
  let response;
  try {
    response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body ?? {}), credentials: "same-origin" });
  } catch {
    return { ok: false, status: 0, document: { error: "offline", what: "The server does not answer." } };
  }
  const document = await response.json().catch(() => ({ error: "broken", what: response.statusText }));
  if (response.status === 401) document.signIn = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
  return { ok: response.ok, status: response.status, seen: response.headers.get("ETag"), document };
}

// Tell something to whoever listens to the page instead of looking at it.
export function say(text) {
  window.document.getElementById("live").textContent = text;
}
