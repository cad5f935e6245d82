// The desk of one unit: type, see what the checks say, save and go on; sign; and know when the file changed meanwhile.
import { post, say } from "./post.js";
import { showConflict } from "./unit-conflict.js";
import { Editor } from "./unit-editor.js";
import { element, marksOf, showFindings, showHidden, showNames } from "./unit-findings.js";
import { keys } from "./unit-keys.js";
import { signing } from "./unit-signing.js";
import { Typed } from "./unit-typed.js";

const PAUSE = 250; // milliseconds without a key before the checks are asked
const LOOK = 8000; // milliseconds between two looks at the disk
const unit = document.getElementById("unit");
const { address, query, store } = unit.dataset;
const saying = document.getElementById("saying");
const typed = new Typed(store, address);
const editors = [...unit.querySelectorAll(".editor")].map((box) => new Editor(box, { changed: onChange }));
const texts = () => editors.map((editor) => editor.text);
const page = {
  tag: unit.dataset.tag,
  seen: unit.dataset.seen,
  base: texts(),
  get dirty() { return texts().some((text, form) => text !== this.base[form]); },
};
let checking = 0, asked = 0, busy = false, told = "", checked = [];

function tell(text, kind = "") {
  saying.textContent = text;
  saying.className = `saying ${kind}`;
}

function notice(text, kind, ...buttons) {
  const shown = element("p", { class: `notice ${kind}`, "data-text": text }, `${text} `);
  for (const [label, act] of buttons) {
    const button = element("button", { type: "button", class: "quiet", text: label });
    button.addEventListener("click", () => { shown.remove(); act(); });
    shown.append(button, " ");
  }
  const box = document.getElementById("notices");
  for (const other of [...box.children]) if (other.dataset.text === text) other.remove();
  box.append(shown);
}

function onChange() {
  texts().forEach(showHidden);
  if (page.dirty) {
    if (!typed.keep(texts(), page.tag, page.base)) tell("This browser keeps nothing; save often.", "bad");
    else tell("Not saved yet; kept in this browser.");
  } else {
    typed.forget();
    tell("");
  }
  clearTimeout(checking);
  checking = setTimeout(check, PAUSE);
}

async function check() {
  const mine = ++asked, were = texts();
  const answer = await post(`${address}/check`, { texts: were });
  if (mine !== asked || !answer.ok) return; // a newer question is under way, or nobody answers: what is shown stays
  showFindings(answer.document.findings);
  showNames(answer.document.names);
  editors.forEach((editor, form) => editor.show(were[form], marksOf(answer.document, form)));
  checked = were;
}

function hold(held) {
  for (const editor of editors) editor.area.readOnly = held;
}

async function save(way) {
  if (busy) return false;
  busy = true;
  hold(way === "next"); // what is typed while the next unit is on its way would stay behind in this one
  tell("Saving…");
  const sent = texts();
  const answer = await post(`${address}/save${query}`, { texts: sent, base: page.base, draft: way === "draft" }, { seen: page.tag });
  busy = false;
  if (answer.ok) {
    page.tag = answer.document.tag;
    page.base = sent;
    if (page.dirty) typed.keep(texts(), page.tag, page.base); // somebody typed on while it was saved
    else typed.forget();
    document.querySelector(".conflict")?.remove();
    const what = answer.document.changed ? `Saved as ${answer.document.state}.` : `Nothing to save; ${answer.document.state}.`;
    tell(what, "good");
    if (way === "next" && answer.document.next) {
      location.assign(answer.document.next);
      return true;
    }
    hold(false);
    if (way === "next") tell(`${what} This was the last of the queue.`, "good");
    await refresh();
    return true;
  }
  hold(false);
  refused(answer);
  return false;
}

function refused(answer) {
  const { document: said, status } = answer;
  if (status === 409 && said.theirs) {
    tell("Somebody else changed it.", "bad");
    showConflict(said, {
      editors,
      choose(which) {
        page.tag = said.tag;
        page.base = said.theirs;
        onChange();
        if (which === "mine") save("stay");
        else tell(which === "theirs" ? "Theirs stands in the editor; undo brings yours back." : "Both stand in the editor; read it, then save.");
      },
    });
  } else if (status === 401) {
    tell("");
    notice("You are signed out. What you typed is kept in this browser.", "bad", ["Sign in", () => location.assign(said.signIn)]);
  } else tell(status === 0 ? "The server does not answer. What you typed is kept in this browser; save again later." : said.what, "bad");
}

// Take over what the server says now of everything but the editor: state, findings, decisions, history.
async function refresh() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok) return;
  const now = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    if (part.dataset.part === "findings" && page.dirty) continue;
    const fresh = now.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!fresh) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.dataset.sign ?? document.activeElement.dataset.waive ?? "" : null;
    part.replaceWith(fresh);
    if (focused !== null) (fresh.querySelector(`[data-sign="${focused}"], [data-waive="${focused}"]`) ?? editors[0].area).focus();
  }
  const fresh = now.getElementById("unit");
  if (fresh.dataset.tag !== page.tag) return toldChanged(); // what stands in the editor is another text: a save on top of the new one, or a decision about it, would be blind
  page.seen = fresh.dataset.seen;
  if (!page.dirty) document.getElementById("findings-count").textContent = now.getElementById("findings-count").textContent;
}

function toldChanged() {
  if (page.dirty) notice("This unit was changed by somebody else while you type.", "bad", ["Compare", () => save("stay")]);
  else notice("This unit was changed by somebody else.", "", ["Load it", () => location.reload()]);
  say("This unit was changed by somebody else.");
}

async function look() {
  if (document.hidden || busy) return;
  const response = await fetch(`${address}/state`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response?.ok || busy) return;
  const now = await response.json();
  const what = JSON.stringify(now);
  if (what === told) return;
  if (now.gone) notice("The source of this unit has changed, and this unit is gone. What you typed is still here.", "bad");
  else if (now.tag !== page.tag) toldChanged();
  else if (told && (now.seen !== page.seen || now.signed !== JSON.parse(told).signed)) await refresh();
  told = what;
}

function restore() {
  const kept = typed.kept();
  if (!kept || kept.texts.length !== editors.length) return;
  if (kept.texts.every((text, form) => text === page.base[form])) {
    typed.forget();
    return;
  }
  const changed = kept.tag !== page.tag;
  const now = page.base, tag = page.tag;
  editors.forEach((editor, form) => editor.put(kept.texts[form], { all: true }));
  if (changed) {
    page.tag = kept.tag;
    page.base = kept.base;
    typed.keep(texts(), page.tag, page.base);
  }
  const when = new Date(kept.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  notice(`What you typed at ${when} and did not save is here again.${changed ? " The unit has changed since; saving shows both." : ""}`, "", ["Discard it", () => {
    page.tag = tag;
    page.base = now;
    editors.forEach((editor, form) => editor.put(now[form], { all: true }));
    typed.forget();
  }]);
}

async function lookBeside() {
  const box = document.querySelector("[data-beside]");
  const response = await fetch(`${address}/beside`, { headers: { Accept: "text/html" } }).catch(() => null);
  if (response?.ok) box.innerHTML = await response.text(); // made by our own template, which escapes everything
}

// Put right what a finding marks, if the text is still the one that it was found in.
function mend({ fix, form, start, end }) {
  if (editors[form].text === checked[form]) editors[form].replace(Number(start), Number(end), fix);
}

let current = editors[0]; // where somebody typed last
for (const editor of editors) editor.area.addEventListener("focus", () => { current = editor; });
const put = (text) => current.put(text);
const mark = (placeholder) => {
  const closing = `</${placeholder.slice(1, -1)}>`;
  current.mark(placeholder, document.querySelector(`.markup-button[data-insert="${closing}"]`) ? closing : "");
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const { save: way, insert, use, help } = button.dataset;
  if (way) save(way);
  else if (button.classList.contains("markup-button")) mark(insert);
  else if (insert !== undefined) put(insert);
  else if (button.dataset.fix !== undefined) mend(button.dataset);
  else if (use !== undefined) editors[0].put(use, { all: true });
  else if ("source" in button.dataset) editors.forEach((editor, form) => editor.put(document.getElementById(`source-${form}`).dataset.plain, { all: true }));
  else if (help !== undefined) document.getElementById("help").showModal();
});
document.getElementById("queue").addEventListener("change", (event) => event.target.form.requestSubmit());

signing({ address, query, page, editors, refused, refresh, save, tell });
keys({ save, put, mark });
restore();
check();
if (!matchMedia("(pointer: coarse)").matches) editors[0].area.focus({ preventScroll: true });
unit.querySelector(".pair").scrollIntoView({ block: "nearest" });
lookBeside();
look();
setInterval(look, LOOK);
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
for (const event of ["focus", "online"]) window.addEventListener(event, look);
