// The whole edition: the same sentence lights up on both sides, and the button that builds it.
import { post, say } from "./post.js";

const sheet = document.getElementById("sheet");

function light(target, on) {
  const unit = target.closest?.("[data-unit]");
  if (!unit) return;
  for (const one of sheet.querySelectorAll(`[data-unit="${CSS.escape(unit.dataset.unit)}"]`)) one.classList.toggle("lit", on);
}
for (const [begins, ends] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  sheet.addEventListener(begins, (event) => light(event.target, true));
  sheet.addEventListener(ends, (event) => light(event.target, false));
}

function told(...children) {
  const place = document.getElementById("built");
  place.replaceChildren(...children);
  place.focus();
}
function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("#build");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  say("Building …");
  const answer = await post(`${button.dataset.address}/build`, {});
  button.removeAttribute("aria-disabled");
  say("");
  if (answer.ok) {
    const list = document.createElement("ul");
    list.append(...answer.document.files.map((file) => {
      const item = document.createElement("li");
      item.append(element("code", file));
      return item;
    }));
    told(element("p", "This edition is built. These files are up to date:", "notice good"), list);
    return;
  }
  if (answer.document.signIn) return location.assign(answer.document.signIn);
  const wrong = element("p", `Nothing was written: ${answer.document.what}`, "notice bad");
  if (answer.document.error !== "held-back") return told(wrong);
  const list = document.createElement("ul");
  for (const one of answer.document.held_back.slice(0, 200)) {
    const item = document.createElement("li");
    const link = element("a", one.source);
    link.href = `${button.dataset.address}/unit/${one.unit}`;
    link.dir = "auto";
    item.append(link, ` (${one.stale ? `${one.state}, stale` : one.state})`);
    list.append(item);
  }
  told(wrong, list);
});
