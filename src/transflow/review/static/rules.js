// A change of rules: its impact first, then taking it. What is typed stays on the page whatever the server answers.
import { post } from "./post.js";

const at = (id) => document.getElementById(id);
const file = at("file"), choice = at("choice"), text = at("text");
let shown = null; // the text whose impact is on the page, and the tag of what it is on top of
let tag = (file ?? choice)?.dataset.tag;

function proposal() {
  if (file) return [`${file.dataset.file}/impact`, { text: text.value }];
  const prefer = at("prefer").value;
  const allowed = prefer ? [...choice.querySelectorAll("[name=allow]:checked")].map((one) => one.value).filter((one) => one !== prefer) : [];
  const reason = at("reason").value.trim();
  const said = { concept: choice.dataset.concept, where: at("where").value, names: prefer ? [prefer, ...allowed] : [] };
  return [choice.dataset.choice, reason === at("reason").dataset.now.trim() ? said : { ...said, reason }];
}

function element(name, words, className = "") {
  const made = document.createElement(name);
  made.textContent = words;
  made.className = className;
  return made;
}

function forget() {
  shown = null;
  at("impact").hidden = true;
  at("take").hidden = true;
}

function refused(answer) {
  const said = at("said"), { document: told } = answer;
  said.replaceChildren();
  if (told.signIn) {
    const link = element("a", "Sign in again");
    link.href = told.signIn;
    link.target = "_blank";
    said.append(element("p", "You are signed out. What you typed is still here. ", "notice bad"), link);
    return;
  }
  const notice = element("div", "", "notice bad");
  notice.append(element("p", told.what));
  if (told.wrong) {
    const list = element("ul", "", "wrongs");
    for (const one of told.wrong) {
      const item = element("li", "");
      if (text && one.line && one.file && file.dataset.file.endsWith(encodeURI(one.file.replace(/^glossary\//, "")))) {
        const jump = element("button", one.place, "quiet");
        jump.type = "button";
        jump.addEventListener("click", () => goTo(one.line, one.column ?? 1));
        item.append(jump);
      } else item.append(element("code", one.place));
      item.append(" ", one.what);
      list.append(item);
    }
    notice.append(list);
  }
  if (answer.status === 409 && told.html !== undefined) {
    notice.append(element("p", text ? "This is the difference between the file as it is now (−) and yours (+). To go on on top of it, put in what is missing and say so:" : "Load the page again to go on from what stands there now."));
    if (text) {
      const difference = element("div", "");
      difference.innerHTML = told.html; // made by the server, every text escaped
      const go = element("button", "Go on on top of what is there now");
      go.type = "button";
      go.addEventListener("click", () => {
        tag = told.tag;
        said.replaceChildren();
        text.focus();
      });
      notice.append(difference, go);
    }
  }
  said.append(notice);
}

function goTo(line, column) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + [...lines[line - 1] ?? ""].slice(0, column - 1).join("").length;
  text.focus();
  text.setSelectionRange(start, start);
  text.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(text).lineHeight));
  where();
}

function where() {
  const before = text.value.slice(0, text.selectionStart).split("\n");
  at("where-in-text").textContent = `line ${before.length}, column ${[...before.at(-1)].length + 1}`;
}

// The form begins with what the rule says now.
function begin() {
  const said = at("where").selectedOptions[0].dataset.names;
  const names = said ? said.split(" ") : [];
  at("prefer").value = names[0] ?? "";
  for (const one of choice.querySelectorAll("[name=allow]")) one.checked = names.slice(1).includes(one.value);
  at("now").textContent = said === undefined ? "The rule says nothing of its own here yet." : "";
}
if (choice) begin();
at("where")?.addEventListener("change", begin);

at("weigh")?.addEventListener("click", async () => {
  const button = at("weigh");
  if (button.getAttribute("aria-disabled") === "true") return;
  forget();
  at("said").replaceChildren();
  button.setAttribute("aria-disabled", "true");
  at("weighing").textContent = "Every catalog that this touches is being checked …";
  const [path, body] = proposal();
  const answer = await post(path, body, { seen: `"${tag}"` });
  button.removeAttribute("aria-disabled");
  at("weighing").textContent = "";
  if (!answer.ok) return refused(answer);
  shown = { text: answer.document.text, tag: answer.document.tag };
  const impact = at("impact");
  impact.innerHTML = answer.document.html; // made by the server, every text escaped
  impact.hidden = false;
  at("take").hidden = !answer.document.changed;
  impact.focus();
});

at("take")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!shown) return;
  const path = file ? `${file.dataset.file}/take` : choice.dataset.take;
  const answer = await post(path, { text: shown.text, why: at("why").value }, { seen: `"${shown.tag}"` });
  if (!answer.ok) return refused(answer);
  tag = answer.document.tag;
  forget();
  if (file) file.dataset.tag = tag;
  const done = element("div", "", "notice good");
  done.append(element("p", `Taken: ${answer.document.file} is written. It is not committed; git commit, with glossary/changes.jsonl, makes it last.`));
  const again = element("a", "Load the page again to see it");
  again.href = location.href;
  done.append(again);
  at("said").replaceChildren(done);
});

text?.addEventListener("input", forget);
for (const kind of ["keyup", "click", "input"]) text?.addEventListener(kind, where);
choice?.addEventListener("input", forget);
choice?.addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeunload", (event) => {
  if (text && !text.readOnly && text.value !== text.defaultValue && tag === text.form.dataset.tag) event.preventDefault();
});
