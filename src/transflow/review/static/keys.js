// Keys of every page. Those of one character work only while nobody types, and can be switched off (in the help): some people speak to their machine.
const SWITCH = "transflow-single-keys";

export function singleKeys() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !singleKeys()) return;
  if (event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
  const search = document.querySelector('[role="search"] [type="search"]');
  if (event.key === "?" && !document.getElementById("help")) location.assign("/help");
  else if (event.key === "/" && search) search.focus();
  else return;
  event.preventDefault();
});

const box = document.getElementById("single-keys");
if (box) {
  box.checked = singleKeys();
  box.disabled = false;
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
}
