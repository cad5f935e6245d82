"""TBX to what it offers a glossary: our own files as they were, files of other tools as one concept with one name an entry."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from transflow.formats.tbx import NOTE
from transflow.glossary import Kind
from transflow.locales import bare_language, is_locale, parse_locale
from transflow.workflow.exchange.glossary_offer import Offer
from transflow.workflow.exchange.glossary_tbx import HOMES, PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transflow.errors import Position
    from transflow.formats.tbx import Entry, Item, Language, Term, Termbase

CATEGORIES = {category: key for key, category in HOMES.items()}
# How far back a term goes in the list of its language: what a tool deprecates is still found, and never the first to be used.
RANKS = {"preferred": 0, "admitted": 1, "superseded": 3, "deprecated": 3, "obsolete": 3, "forbidden": 3}
UNRANKED = 1
_LONGEST_ID = 60
_RANK = re.compile("|".join(RANKS))
_NO_ID = re.compile(r"[^a-z0-9]+")


def termbase_offer(termbase: Termbase, *, name: str, renamed: Mapping[str, str]) -> Offer:
    """Return what a termbase offers, everything that transflow has no place for told; `renamed` takes terms of one locale for another (`en-US` for `en`)."""
    reading = _Reading(Offer(name), renamed, bare_language(termbase.lang))
    for entry in termbase.entries:
        reading.entry(entry)
    return reading.offer


class _Reading:
    """Reads the entries of one file."""

    def __init__(self, offer: Offer, renamed: Mapping[str, str], language: str) -> None:
        self.offer = offer
        self._renamed = renamed
        self._language = language

    def entry(self, entry: Entry) -> None:
        if not any(language.terms for language in entry.languages):
            self.offer.tell(f"the entry {entry.id!r} has no terms", entry.at)
            return
        names = next((text.split() for key, text, _ in self._facts(entry.items) if key == "names"), [])
        id_ = entry.id.removeprefix("_") if names else self._new_id(entry)
        if id_ in self.offer.concepts:
            self.offer.tell(f"the entry {entry.id!r} stands in the file twice; the first is taken over", entry.at)
            return
        self.offer.put((id_,), {}, entry.at)
        self._concept(id_, entry, own=bool(names))
        for known in names:  # in their order, which the order of languages does not show
            self.offer.put((id_, "names", known), {}, entry.at)
        for language in entry.languages:
            tag = self._locale(language)
            self._language_items(id_, language)
            if tag and names:
                self._own_terms(id_, tag, language)
            elif tag:
                self._other_terms(id_, tag, language)
        for known in names:
            if not self.offer.get(id_, "names", known):
                self.offer.tell(f"{id_}/{known} has no term in this file", entry.at)
                del self.offer.concepts[id_]["names"][known]

    def _concept(self, id_: str, entry: Entry, *, own: bool) -> None:
        sources: list[str] = []
        for key, text, item in self._facts(entry.items):
            if key == "source":
                sources.append(text)
            elif key != "names" and not self._take(id_, key, text, item):
                self._tell(key, item)
        if sources:
            self.offer.put((id_, "source"), sources, entry.at)
        if not own:
            self.offer.unsaid.add((id_, "contested"))
        if not self.offer.get(id_, "kind"):
            self.offer.unsaid.add((id_, "kind"))
            self.offer.put((id_, "kind"), str(Kind.TERM), entry.at)

    def _take(self, id_: str, key: str, text: str, item: Item) -> bool:
        """Take one thing said of a concept; False where there is no place for it."""
        if key == "kind" and text in tuple(Kind):
            self.offer.put((id_, "kind"), text, item.at)
        elif key == "definition" and not self.offer.get(id_, "definition"):
            self.offer.put((id_, "definition"), text, item.at)
        elif key == "contested":
            self.offer.put((id_, "contested"), text == "true", item.at)
        elif key == "not" and (tag := self._known(item.lang)):
            self.offer.put((id_, "not", tag), [*(self.offer.get(id_, "not", tag) or ()), text], item.at)
        else:
            return False
        return True

    def _language_items(self, id_: str, language: Language) -> None:
        """Take a definition that stands with a language; the concept has one, in the language of the file before another."""
        for key, text, item in self._facts(language.items):
            if key == "definition" and (not self.offer.get(id_, "definition")):
                self.offer.put((id_, "definition"), text, item.at)
            else:
                self._tell(f"{key} of a language", item)

    def _own_terms(self, id_: str, tag: str, language: Language) -> None:
        """Take the terms of a file that transflow wrote."""
        for term in language.terms:
            facts = [(key, text, item) for key, text, item in self._facts(term.items)]
            said = {key: text for key, text, _ in facts}
            name = said.get("name", "")
            if name not in (self.offer.get(id_, "names") or {}):
                self.offer.tell(f"{id_}: a term of a name that the entry does not list: {name or 'none'}", term.at)
                continue
            path = (id_, "names", name)
            if said.get("side"):
                self.offer.put((*path, "side"), said["side"], term.at)
            self._sources(path, [text for key, text, _ in facts if key == "source"], term.at)
            forms = self.offer.get(*path, "forms", tag) or []
            if "form" in said and forms:
                forms[-1].setdefault("forms", []).append(term.text)
                continue
            if _composed(term.text) in (_composed(text) for form in forms for text in (form["text"], *form.get("forms", ()))):
                self.offer.tell(f"{term.text!r} ({tag}) stands in {id_}/{name} twice; once is taken over", term.at)
                continue
            self.offer.put((*path, "forms", tag), forms, term.at)
            self.offer.place((*path, "forms", tag, len(forms)), term.at)
            forms.append(self._form(term, facts))

    def _form(self, term: Term, facts: Iterable[tuple[str, str, Item]]) -> dict[str, object]:
        form: dict[str, object] = {"text": term.text}
        for key, text, item in facts:
            if key == "not":
                form["not"] = [*(form.get("not") or ()), text]  # type: ignore[misc] # the values under this key are lists
            elif key == "type" or (key == "partOfSpeech" and text == "adjective"):
                form["type"] = text
            elif key in {"derive", "case"}:
                form[key] = text == "true"
            elif key not in {"name", "side", "source", "form", "partOfSpeech", "administrativeStatus", "termType"}:
                self._tell(key, item)
        return form

    def _other_terms(self, id_: str, tag: str, language: Language) -> None:
        """Take the terms of another tool's file: forms of one name, what is preferred there first, what is deprecated last."""
        path = (id_, "names", id_)
        forms = list(self.offer.get(*path, "forms", tag) or [])
        first = len(forms)
        for term in sorted(language.terms, key=_rank):
            if not any(letter.isalnum() for letter in term.text):
                self.offer.tell(f"{term.text!r} holds no letter, so it could never be found; it is left out", term.at)
            elif _composed(term.text) in (_composed(form["text"]) for form in forms):
                self.offer.tell(f"{term.text!r} ({tag}) stands in {id_} twice; once is taken over", term.at)
            else:
                self.offer.place((*path, "forms", tag, len(forms)), term.at)
                form = {"text": term.text}
                if any(item.category == "partOfSpeech" and item.text.lower() == "adjective" for item in term.items):
                    form["type"] = "adjective"
                forms.append(form)
                self._sources(path, [item.text for item in term.items if item.category == "source"], term.at)
                self._other_items(id_, term)
        if len(forms) > first:
            self.offer.put((*path, "forms", tag), forms, language.at)

    def _other_items(self, id_: str, term: Term) -> None:
        for item in term.items:
            text = item.text.lower()
            if item.category == "definition" and not self.offer.get(id_, "definition"):
                self.offer.put((id_, "definition"), item.text, item.at)
            elif item.category == "administrativeStatus" and RANKS.get(_status(text), UNRANKED) > UNRANKED:
                self.offer.tell(f"{_status(text)} terms are forms after all others; that a desk avoids them is said in a style", item.at)
            elif item.category == "partOfSpeech" and text in {"noun", "propernoun", "proper noun", "adjective"}:
                continue
            elif item.category not in {"administrativeStatus", "source"}:
                self._tell(item.category, item)

    def _sources(self, path: tuple[str, ...], sources: Sequence[str], at: Position | None) -> None:
        """Say a name's sources, which stand with every term of it; terms that tell different ones are put together."""
        before = self.offer.get(*path, "source")
        if before is None and sources:
            self.offer.put((*path, "source"), list(sources), at)
        elif before is not None and before != list(sources):
            before += [source for source in sources if source not in before]

    def _facts(self, items: Iterable[Item]) -> Iterable[tuple[str, str, Item]]:
        """Yield (key, text, item) of what is said: our word for a data category, or the category itself."""
        for item in items:
            if item.category == NOTE and item.text.startswith(PREFIX):
                key, _, text = item.text.removeprefix(PREFIX).partition(" ")
                yield key, text, item
            else:
                yield CATEGORIES.get(item.category, item.category), item.text, item

    def _tell(self, key: str, item: Item) -> None:
        if key == "kind":
            self.offer.tell(f"the subject field {item.text!r} is no kind of concept ({', '.join(Kind)})", item.at)
        else:
            self.offer.tell(f"transflow has no place for `{key}`", item.at)

    def _locale(self, language: Language) -> str:
        tag = self._known(language.tag)
        if not tag:
            what = f"unknown locale {language.tag!r}" if language.tag else "a language without its tag"
            for term in language.terms:
                self.offer.tell(f"{what}: {term.text!r} is left out", term.at)
        return tag

    def _known(self, tag: str) -> str:
        """Return a locale as a glossary writes it, or nothing where CLDR does not know it, or knows it by another name (`iw`, `und`)."""
        tag = self._renamed.get(tag, tag).replace("_", "-")
        if not tag or not is_locale(tag):
            return ""
        known = parse_locale(tag).bcp47
        return known if set(tag.lower().split("-")) <= set(known.lower().split("-")) else ""

    def _new_id(self, entry: Entry) -> str:
        """Return an id for an entry of another tool: its first term in the file's language, in English, or any, in Latin letters; else its own id."""
        ranked = sorted(
            entry.languages, key=lambda language: (bare_language(language.tag) != "en", bare_language(language.tag) != self._language)
        )
        words = [term.text for language in ranked for term in sorted(language.terms, key=_rank)]
        slug = next(filter(None, map(_slug, (*words, entry.id))), "concept")
        slug = slug[:_LONGEST_ID].strip("-")
        found, count = slug, 1
        while found in self.offer.concepts:
            count += 1
            found = f"{slug}-{count}"
        return found


def _rank(term: Term) -> int:
    said = (item.text.lower() for item in term.items if item.category == "administrativeStatus")
    return min((RANKS.get(_status(text), UNRANKED) for text in said), default=UNRANKED)


def _status(text: str) -> str:
    """Return the word that matters of a status: `preferredTerm-admn-sts`, `deprecatedTerm`, `obsolete`."""
    found = _RANK.search(text)
    return found.group() if found else ""


def _slug(text: str) -> str:
    """Return a text as an id, or nothing where too little of it is written in Latin letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    letters = [letter for letter in text if letter.isalnum()]
    return _NO_ID.sub("-", plain).strip("-") if 2 * sum(map(str.isalnum, plain)) > len(letters) else ""


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
