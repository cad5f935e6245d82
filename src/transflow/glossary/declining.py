"""Declining: a name of a place in a case, as a model word of its language stands in it.

Only where the tables of endings decline both by the same rules: *Арцах* is declined as *Лондон*. What no model tells, nobody guesses.
"""

from __future__ import annotations

from functools import lru_cache

from transflow.glossary.folding import fold_text
from transflow.glossary.governing import Governing, Model, governing
from transflow.glossary.inflection import declined_alike, forms_of, respelled

NOMINATIVE = "nominative"
_APOSTROPHES = ("’", "'")


@lru_cache(maxsize=10_000)
def declined(name: str, case: str, language: str) -> str | None:
    """Return the citation form of a place's name in a case, None where it is not certain; `language` is a bare code."""
    known = governing(language)
    if known is None:
        return None
    if known.declined == "not":
        return name
    *others, last = name.split(" ")
    made, gender = _word(last, case, known, "place")
    if made is None or (others and known.declined == "single"):
        return None
    if not others or known.declined == "last":
        return " ".join((*others, made))
    adjectives = [_word(word, case, known, "adjective", gender) for word in others]
    if any(word is None for word, _ in adjectives):
        return None
    return " ".join((*(word for word, _ in adjectives if word), made))


def _word(word: str, case: str, known: Governing, kind: str, gender: str = "") -> tuple[str | None, str]:
    """Return a word in a case and its gender; of one with hyphens the last part declines, after parts that do not (Nagorno-, Нагорно-)."""
    before, hyphen, last = word.rpartition("-")
    if hyphen and not before.endswith(known.linking):
        return None, ""
    made = {
        (form, model.gender)
        for model in known.models
        if model.kind == kind and gender in {"", model.gender} and (form := _like(last, model, case, known)) is not None
    }
    if len(made) != 1:
        return None, ""
    form, of = made.pop()
    return f"{before}{hyphen}{form}", of


def _like(word: str, model: Model, case: str, known: Governing) -> str | None:
    folded, example = fold_text(word, known.language), fold_text(model.name, known.language)
    wanted = model.forms.get(case, model.name if case == NOMINATIVE else None)
    if wanted is None or len(folded) != len(word) or not _ends_alike(folded, example, model):
        return None
    if not declined_alike(folded, example, model.kind, known.language):
        return None
    return inflected(word, wanted, model, known)


def _ends_alike(word: str, example: str, model: Model) -> bool:
    """Tell whether a word ends as a model's words do: one list of endings serves adjectives of every gender."""
    if model.kind == "adjective":
        return word[-2:] == example[-2:]
    return (not model.only or word.endswith(model.only)) and not (model.unless and word.endswith(model.unless))


def inflected(word: str, wanted: str, model: Model, known: Governing) -> str | None:
    """Return a word as the model stands in a form of its own, None where the tables give none or two."""
    folded, example = fold_text(word, known.language), fold_text(model.name, known.language)
    bare = wanted
    for mark in _APOSTROPHES:
        bare = bare.replace(mark, "")
    form = fold_text(bare, known.language)
    keys = {key for key, forms in forms_of(example, model.kind, known.language).items() if form in forms}
    made = {one for key in keys for one in forms_of(folded, model.kind, known.language).get(key, ())}
    if known.set_off and bare != wanted:
        made = {one for one in made if one.startswith(folded)}
    if len(made) != 1:
        return None
    text = made.pop()
    if known.set_off and bare != wanted:
        return f"{word}’{text[len(folded) :]}"
    return respelled(word, folded, text)
