// Two people saved one unit: both versions side by side with what differs, and a choice. Nothing is thrown away before somebody chooses.
import { element, visible } from "./unit-findings.js";

export function showConflict(document_, { editors, choose }) {
  document.querySelector(".conflict")?.remove();
  const shown = document.getElementById("conflict-template").content.cloneNode(true).firstElementChild;
  const { lang, dir } = document.querySelector(".editor textarea");
  shown.querySelector("[data-what]").textContent = `${document_.what}${document_.last ? ` Last to write here: ${visible(document_.last)}.` : ""} Struck out stands on disk and not in yours; underlined stands in yours alone.`;
  document_.theirs.forEach((theirs, form) => {
    const compared = element("p", { class: "text compared", lang, dir });
    for (const [kind, text] of document_.difference[form] ?? []) compared.append(kind === "equal" ? visible(text) : element(kind === "deleted" ? "del" : "ins", { text }));
    shown.querySelector("[data-forms]").append(
      element("h3", { text: "On disk now" }), element("p", { class: "text", lang, dir, text: theirs || "(nothing)" }),
      element("h3", { text: "Yours" }), element("p", { class: "text", lang, dir, text: document_.mine[form] || "(nothing)" }),
      element("h3", { text: "What differs" }), compared,
    );
    if (document_.together) shown.querySelector("[data-forms]").append(element("h3", { text: "Both changes together" }), element("p", { class: "text", lang, dir, text: document_.together[form] }));
  });
  const together = shown.querySelector('[data-choose="together"]');
  together.hidden = !document_.together;
  for (const button of shown.querySelectorAll("[data-choose]")) {
    button.addEventListener("click", () => {
      const which = button.dataset.choose;
      if (which !== "mine") editors.forEach((editor, form) => editor.put(document_[which][form], { all: true }));
      shown.remove();
      choose(which, document_);
    });
  }
  document.getElementById("notices").after(shown);
  shown.focus();
}
