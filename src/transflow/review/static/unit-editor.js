// A text area in which placeholders of inline markup are whole: the caret never stands inside one, and one that is deleted goes whole.
// Each stands between two invisible isolates, so that `</1>` reads the same in a right-to-left text; `plain` takes them away again.
// All changes go through the browser's own editing commands: undo, input methods, spelling and screen readers work as in any text area.
const FIRST = "\u2066", LAST = "\u2069";
const BARE = /<(?:[0-9]+\/?|\/[0-9]+)>/g;
const WHOLE = /\u2066<(?:[0-9]+\/?|\/[0-9]+)>\u2069/g;

export const dressed = (text) => text.replace(BARE, `${FIRST}$&${LAST}`);
export const plain = (text) => text.replace(WHOLE, (whole) => whole.slice(1, -1));

const tokens = (text) => [...text.matchAll(WHOLE)].map((found) => [found.index, found.index + found[0].length]);
const strays = (text) => text.replace(WHOLE, "").split("").filter((one) => one === FIRST || one === LAST).length;

export class Editor {
  constructor(box, { changed }) {
    this.area = box.querySelector("textarea");
    this.backdrop = box.querySelector(".backdrop");
    this.changed = changed;
    this.marks = [];
    this.marked = "";
    this.last = 0;
    this.area.value = dressed(this.area.value);
    this.before = this.area.value;
    this.area.readOnly = false;
    this.area.addEventListener("beforeinput", (event) => this.#beforeInput(event));
    this.area.addEventListener("input", (event) => this.#input(event));
    this.area.addEventListener("compositionend", () => this.#mend());
    for (const kind of ["copy", "cut"]) this.area.addEventListener(kind, (event) => this.#copy(event));
    document.addEventListener("selectionchange", () => document.activeElement === this.area && this.#snap());
    this.paint();
  }

  get text() { return plain(this.area.value); }

  // Put a text in the place of what is selected, or of everything; it can be undone like anything typed.
  put(text, { all = false } = {}) {
    this.area.focus();
    if (all) this.area.select();
    this.#command("insertText", dressed(text));
  }

  // Put a text in the place of a stretch of the plain text.
  replace(start, end, text) {
    const at = (offset) => dressed(this.text.slice(0, offset)).length;
    this.area.setSelectionRange(at(start), at(end));
    this.put(text);
  }

  // Put a placeholder in; one that opens goes around what is selected, together with the one that closes it.
  mark(placeholder, closing) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const inside = plain(value.slice(start, end));
    this.put(closing && !plain(value).includes(closing) ? `${placeholder}${inside}${closing}` : `${placeholder}${inside}`);
  }

  // Show what a text is marked with; offsets are those of the plain text.
  show(text, marks) {
    this.marked = text;
    this.marks = marks;
    this.paint();
  }

  paint() {
    const text = this.text;
    const marks = shifted(this.marks, this.marked, text);
    const shown = document.createDocumentFragment();
    let at = 0;
    const cuts = new Set([0, text.length]);
    for (const mark of marks) cuts.add(mark.start).add(mark.end);
    const places = [...text.matchAll(BARE)].map((found) => [found.index, found.index + found[0].length]);
    for (const place of places) cuts.add(place[0]).add(place[1]);
    for (const end of [...cuts].sort((a, b) => a - b).slice(1)) {
      const token = places.find(([first, last]) => first <= at && end <= last);
      const here = marks.filter((mark) => mark.start <= at && end <= mark.end).map((mark) => mark.kind);
      if (token) here.push("token");
      let piece = text.slice(at, end);
      if (token && at === token[0]) piece = FIRST + piece;
      if (token && end === token[1]) piece += LAST;
      if (here.length) {
        const span = document.createElement("span");
        span.className = here.join(" ");
        span.textContent = piece;
        shown.append(span);
      } else shown.append(piece);
      at = end;
    }
    shown.append("\n\u200b"); // a line of room, as the text area has below its last line end
    this.backdrop.replaceChildren(shown);
  }

  #command(name, value) {
    if (value === "") name = "delete";
    if (!document.execCommand(name, false, value)) {
      this.area.setRangeText(value ?? "", this.area.selectionStart, this.area.selectionEnd, "end");
      this.area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }

  // A key that deletes beside a placeholder (a whole word, too, with white space between) takes the placeholder whole.
  #beforeInput(event) {
    if (event.isComposing || !event.cancelable) return;
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const way = /^delete(Content|Word)(Backward|Forward)$/.exec(event.inputType);
    if (start !== end || !way) return;
    const back = way[2] === "Backward";
    const space = way[1] === "Word" ? (back ? /\s*$/.exec(value.slice(0, start)) : /^\s*/.exec(value.slice(start)))[0].length : 0;
    const token = tokens(value).find(([first, last]) => (back ? last === start - space : first === start + space));
    if (!token) return;
    event.preventDefault();
    this.area.setSelectionRange(Math.min(token[0], start), Math.max(token[1], start));
    this.#command("delete");
  }

  #input(event) {
    if (event.inputType?.startsWith("history")) this.before = this.area.value; // what undo brings back has been whole before
    else if (!event.isComposing) this.#mend();
    this.paint();
    this.changed();
  }

  // Put right what cut a placeholder (a whole line deleted, something dropped into it), and dress one that was typed or pasted bare.
  #mend() {
    if (this.mending) return; // the change is its own
    this.mending = true;
    const { value } = this.area;
    const cut = strays(value) > strays(this.before) ? this.#remains(value) : null;
    if (cut) {
      this.area.setSelectionRange(cut.from, cut.to);
      this.#command("insertText", cut.text);
    } else this.#dress();
    this.before = this.area.value;
    this.mending = false;
  }

  // Return what is left of placeholders that a change has cut, and what was put in between; null where it has cut none: people type isolates, too.
  #remains(value) {
    const [start, oldEnd, newEnd] = difference(this.before, value);
    let from = start, to = newEnd;
    for (const [first, last] of tokens(this.before)) {
      if (first < start && start < last) from = first;
      if (first < oldEnd && oldEnd < last) to = newEnd + (last - oldEnd);
    }
    return from < start || to > newEnd ? { from, to, text: value.slice(start, newEnd) } : null;
  }

  #dress() {
    const { value, selectionEnd } = this.area;
    const wanted = dressed(plain(value));
    if (wanted === value) return;
    const rest = plain(value.slice(selectionEnd));
    this.area.select();
    this.#command("insertText", wanted);
    const at = this.area.value.length - dressed(rest).length;
    this.area.setSelectionRange(at, at);
  }

  #snap() {
    const { selectionStart: start, selectionEnd: end, selectionDirection: direction, value } = this.area;
    const backward = direction === "backward";
    const focus = backward ? start : end;
    const edge = (at, before) => {
      const token = tokens(value).find(([first, last]) => first < at && at < last);
      if (!token) return at;
      return before === undefined ? (at - token[0] < token[1] - at ? token[0] : token[1]) : before <= token[0] ? token[1] : token[0];
    };
    const moved = edge(focus, this.last === focus ? undefined : this.last);
    this.last = moved;
    if (start === end) {
      if (moved !== start) this.area.setSelectionRange(moved, moved);
      return;
    }
    const anchor = edge(backward ? end : start, backward ? -1 : Infinity);
    const [left, right] = [Math.min(moved, anchor), Math.max(moved, anchor)];
    if (left !== start || right !== end) this.area.setSelectionRange(left, right, direction);
  }

  #copy(event) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    if (start === end) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", plain(value.slice(start, end)));
    if (event.type === "cut") this.#command("delete");
  }
}

// Return where two texts differ: where that begins, and where it ends in the old one and in the new one.
function difference(old, now) {
  const shorter = Math.min(old.length, now.length);
  let start = 0, tail = 0;
  while (start < shorter && old[start] === now[start]) start++;
  while (tail < shorter - start && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return [start, old.length - tail, now.length - tail];
}

// Return marks of one text where they stand in another: what lies before or after the change moves along, what it touches goes.
function shifted(marks, old, now) {
  if (old === now) return marks;
  const [start, oldEnd, newEnd] = difference(old, now);
  const by = newEnd - oldEnd;
  return marks
    .map((mark) => (mark.end <= start ? mark : mark.start >= oldEnd ? { ...mark, start: mark.start + by, end: mark.end + by } : null))
    .filter((mark) => mark && mark.start < mark.end);
}
