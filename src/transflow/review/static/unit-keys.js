// Keys of the desk. The one of a single character works only while nobody types, and can be switched off like those of every page.
import { singleKeys } from "./keys.js";

export function keys({ save, put, mark }) {
  const press = (selector) => {
    const found = document.querySelector(selector);
    if (found && found.getAttribute("aria-disabled") !== "true") found.click();
    return Boolean(found);
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const command = event.ctrlKey || event.metaKey;
    const digit = event.code.startsWith("Digit") ? Number(event.code.slice(5)) : NaN; // by the place of the key: not every layout has 1 there
    const typing = event.target.closest?.("input, textarea, select");
    let done = true;
    if (command && event.key === "Enter") event.shiftKey ? press('[data-sign="approve"]') : save("next");
    else if (command && !event.shiftKey && !event.altKey && event.code === "KeyS") save("stay");
    else if (event.altKey && !command && event.key === "ArrowUp") done = press("#previous");
    else if (event.altKey && !command && event.key === "ArrowDown") done = press("#next");
    else if (event.altKey && !command && digit === 0 && !event.shiftKey) press("[data-source]");
    else if (event.altKey && !command && digit > 0) {
      const found = event.shiftKey ? document.querySelectorAll(".markup-button")[digit - 1] : document.querySelector(`.insert[data-key="${digit}"]`);
      if (found) event.shiftKey ? mark(found.dataset.insert) : put(found.dataset.insert);
    } else if (event.key === "?" && singleKeys() && !typing && !command && !event.altKey) document.getElementById("help").showModal();
    else done = false;
    if (done) event.preventDefault();
  });
}
