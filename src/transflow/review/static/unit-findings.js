// What the checks say of what is typed, shown while it is typed: the list, the places in the text, and which names are there.
import { say } from "./post.js";

const CHIPS = { error: "bad", warning: "warn", info: "info" };
// Checks whose findings say what would be right in the very place that they mark.
const MENDABLE = new Set(["name-forbidden", "name-unknown-spelling", "name-untranslated", "name-mixed", "quotation-altered"]);
// What turns the order of a text about or cannot be seen is written out, as everywhere on the page.
const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

export const visible = (text) => text.replace(HIDDEN, (one) => `⟨U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

export function element(name, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  if (text !== undefined) made.textContent = visible(text);
  made.append(...children);
  return made;
}

export function showFindings(found) {
  const list = document.getElementById("findings");
  const { lang, dir } = document.querySelector(".editor textarea");
  const refused = "noWaive" in list.dataset ? { "aria-disabled": "true", "aria-describedby": "no-waive" } : {};
  const rows = found.map((one) => {
    const from = element("p", { class: "from" }, element("code", { text: one.check }));
    if (one.rule) from.append(" ", element("code", {}, element("bdi", { dir: "ltr", text: one.rule })));
    from.append(" ", one.waived ? element("span", { class: "chip", text: `waived by ${one.waived}` }) : element("button", { type: "button", class: "quiet", "data-waive": one.check, text: "Waive…", ...refused }));
    const fixes = one.start !== null && MENDABLE.has(one.check) ? one.expected.slice(0, 3) : [];
    for (const fix of fixes) from.append(" ", element("button", { type: "button", class: "fix", "data-fix": fix, "data-form": one.form, "data-start": one.start, "data-end": one.end }, "put ", element("bdi", { lang, dir, text: fix })));
    const said = element("p", {}, element("span", { class: `chip ${CHIPS[one.severity]}`, text: one.severity }), ` ${visible(one.message)}`);
    return element("li", { class: `finding ${one.severity}${one.waived ? " waived" : ""}`, "data-check": one.check }, said, ...(one.reason ? [element("p", { class: "why", text: one.reason })] : []), from);
  });
  list.replaceChildren(...(rows.length ? rows : [element("li", { class: "finding none", text: "Nothing to mend here." })]));
  const before = document.getElementById("findings-count").textContent;
  document.getElementById("findings-count").textContent = found.length;
  if (before !== String(found.length)) say(found.length ? `${found.length} ${found.length === 1 ? "finding" : "findings"}: ${found[0].message}` : "Nothing to mend any more.");
}

export function showNames(names) {
  for (const { mention, said, fits } of names) {
    const chip = document.querySelector(`.names [data-mention="${mention}"] [data-said]`);
    if (!chip) continue;
    const { lang, dir } = document.querySelector(".editor textarea");
    chip.className = `chip ${fits ? "good" : said ? "bad" : "warn"}`;
    chip.replaceChildren(...(said ? [fits ? "✓ " : "✗ not ", element("bdi", { lang, dir, text: said })] : ["not there yet"]));
  }
}

// Show a text with what is invisible in it, where there is something: an editor shows its effect, and not the character.
export function showHidden(text, form) {
  const box = document.querySelector(`[data-as-it-is="${form}"]`);
  box.hidden = visible(text) === text;
  box.lastElementChild.textContent = visible(text);
}

// Return what is marked in the text of one form.
export function marksOf(answer, form) {
  const names = answer.runs[form].map((run) => ({ start: run.start, end: run.end, kind: `${run.name ? "name" : ""}${run.quoted ? " quoted" : ""}` }));
  const found = answer.findings.filter((one) => one.form === form && one.start !== null && !one.waived).map((one) => ({ start: one.start, end: one.end, kind: `found ${one.severity}` }));
  return [...names, ...found];
}
