// Decisions and what else is asked for by a button: approve, reject, waive, comment, put elsewhere, draft anew.
import { post } from "./post.js";
import { element } from "./unit-findings.js";

const REASONS = {
  reject: ["Reject this translation", "What is wrong with it? Whoever mends it reads this.", "Reject"],
  waive: ["Waive this check here", "Why is it right as it is? The waiver lapses when the text changes.", "Waive"],
  "leave-out": ["Leave this out of the edition", "Why does the edition do without it? It counts as translated, and stands in the catalog with this reason.", "Leave it out"],
  comment: ["Comment", "Everybody who works on this unit reads it.", "Say it"],
};

function reason(act, check = "") {
  const dialog = document.getElementById("reason");
  const [head, help, yes] = REASONS[act];
  document.getElementById("reason-head").textContent = check ? `${head}: ${check}` : head;
  document.getElementById("reason-help").textContent = help;
  document.getElementById("reason-yes").textContent = yes;
  const text = document.getElementById("reason-text");
  text.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  text.focus();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" && text.value.trim() ? text.value : null), { once: true }));
}

export function signing({ address, query, page, editors, refused, refresh, save, tell }) {
  async function sign(act, check = "") {
    if (page.dirty && act !== "comment") {
      tell("Save what you typed first; a decision is about what is on disk.", "bad");
      return;
    }
    const why = act === "approve" ? "" : await reason(act, check);
    if (why === null) return;
    const answer = await post(`${address}/sign${query}`, { act, reason: why, check }, { seen: page.seen });
    if (!answer.ok) {
      refused(answer);
      if (answer.status === 409) await refresh();
      return;
    }
    if (act !== "comment") page.tag = answer.document.tag; // a comment may be given on top of a text that this page has not shown
    tell({ approve: "Approved.", reject: "Rejected.", waive: "Waived.", comment: "Said." }[act], "good");
    if (act === "approve" && answer.document.next) location.assign(answer.document.next);
    else await refresh();
  }

  async function leaveOut() {
    if (page.dirty) {
      tell("Save what you typed, or take it back first; to leave a unit out empties it.", "bad");
      return;
    }
    const why = await reason("leave-out");
    if (why === null) return;
    const answer = await post(`${address}/leave-out${query}`, { reason: why }, { seen: page.tag });
    if (!answer.ok) {
      refused(answer);
      return;
    }
    if (answer.document.next) location.assign(answer.document.next);
    else location.reload();
  }

  async function redraft(button) {
    const box = document.querySelector("[data-offered]");
    box.replaceChildren(element("p", { class: "quiet-text", text: `${button.dataset.redraft} is drafting…` }));
    const answer = await post(`${address}/redraft`, { engine: button.dataset.redraft });
    if (!answer.ok) return box.replaceChildren(element("p", { class: "notice bad", text: answer.document.what }));
    const { text, engine, notes, why } = answer.document;
    const { lang, dir } = editors[0].area;
    if (text === null) return box.replaceChildren(element("p", { class: "notice", text: `${engine} has no draft: ${why}` }));
    box.replaceChildren(
      element("p", { class: "from", text: engine }), element("p", { class: "text", lang, dir, text }),
      ...notes.map((note) => element("p", { class: "why", text: note })),
      element("p", {}, element("button", { type: "button", "data-use": text, text: "Put it in" })),
    );
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.sign) sign(button.dataset.sign);
    else if ("leaveOut" in button.dataset) leaveOut();
    else if (button.dataset.waive) sign("waive", button.dataset.waive);
    else if (button.dataset.redraft) redraft(button);
  });
  document.addEventListener("submit", async (event) => {
    if (!("propagate" in event.target.dataset)) return;
    event.preventDefault();
    if (page.dirty && !(await save("stay"))) return;
    const places = new FormData(event.target).getAll("place").map((place) => place.split(" "));
    const answer = await post(`${address}/propagate`, { places }, { seen: page.tag });
    if (!answer.ok) return refused(answer);
    tell(`Put into ${answer.document.written.length} of ${answer.document.asked} places, as drafts.`, "good");
  });
}
