// A page that waits for counts or checks asks again until they are there, and changes only what is new; focus stays where it is.
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function renew() {
  for (let wait = 700; document.querySelector("#fresh[data-pending]"); wait = Math.min(wait * 1.4, 5000)) {
    await pause(wait);
    if (document.hidden) continue;
    const response = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" }).catch(() => null);
    if (!response?.ok || response.redirected) continue;
    const next = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("fresh");
    const old = document.getElementById("fresh");
    if (!next) return;
    const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    old.replaceWith(next);
    if (focused) [...next.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
  }
}

renew();
