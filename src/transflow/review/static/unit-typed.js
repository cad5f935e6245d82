// What is typed and not saved yet is kept in this browser, so that a reload, a lost connection or a closed lid loses nothing.
export class Typed {
  constructor(store, address) {
    this.key = `transflow ${store} ${address}`;
  }

  // Keep the texts, and what they were typed on top of.
  keep(texts, tag, base) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ texts, tag, base, at: Date.now() }));
      return true;
    } catch {
      return false; // the browser keeps nothing, or is full: then only saving keeps it
    }
  }

  kept() {
    try {
      const found = JSON.parse(localStorage.getItem(this.key));
      return found && Array.isArray(found.texts) && Array.isArray(found.base) ? found : null;
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch { /* it kept nothing */ }
  }
}
