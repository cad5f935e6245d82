"""Inflection by example: a name put into the form in which another name was met.

Only where the tables of the language are certain that the same ending is the same case: *Арцаха* is to *Арцах* as *Карабаха* to *Карабах*.
They are where they decline both by the same rule, or by two of one pattern, given the ending as the tables write it, before its vowels follow
the name (*Belmir’de*, *Karzan’da*). Where they cannot tell, nobody guesses.
"""

from __future__ import annotations

from transflow.glossary.folding import fold_text
from transflow.glossary.tails import tables
from transflow.locales import bare_language

Key = tuple[str, int, str]
_APOSTROPHES = ("'", "’")


def inflected_like(met: str, *, cited: str, wanted: str, kind: str, language: str) -> str | None:
    """Return `wanted` in the form in which `cited` was met in a text, None where the tables cannot tell.

    `cited` and `wanted` are citation forms, `kind` is the kind of word (place, person, noun, adjective), `language` any tag. Of a name of
    several words only the last may be inflected, and `wanted` has to be one word, but where the ending is set off.
    """
    language = bare_language(language)
    ending = met.removeprefix(cited)
    if met == cited:
        return wanted
    set_off = ending[:1] if met.startswith(cited) and ending.startswith(_APOSTROPHES) else ""
    if set_off and not tables(language).harmony:
        return f"{wanted}{ending}"  # an ending that is set off is the same for every name (Baku’s), but where vowels follow the name
    _, space, last = wanted.rpartition(" ")
    if (space and not (set_off and _ends_in_consonant(last, language))) or "-" in wanted or len(fold_text(last, language)) != len(last):
        return None
    met_word, cited_word = (fold_text(text.split()[-1], language) for text in (met, cited))
    wanted_word = fold_text(last, language)
    made = _made_like(met_word.replace("'", "") if set_off else met_word, cited_word, wanted_word, kind, language)
    if made is None:
        return None
    if set_off:
        return f"{wanted}{set_off}{made[len(last) :]}" if made.startswith(wanted_word) else None
    return respelled(wanted, wanted_word, made)


def respelled(word: str, folded: str, made: str) -> str:
    """Return a folded form of a word with the capitals that the word has."""
    shared = next((at for at, (one, other) in enumerate(zip(made, folded, strict=False)) if one != other), min(len(made), len(folded)))
    return word[:shared] + made[shared:]


def _ends_in_consonant(word: str, language: str) -> bool:
    """Tell whether a word ends in a consonant: a name of several words that does is no compound with a possessive, which declines otherwise."""
    harmony = tables(language).harmony
    return harmony is not None and word.isalpha() and fold_text(word[-1:], language) not in harmony.vowels


def _made_like(met: str, cited: str, wanted: str, kind: str, language: str) -> str | None:
    """Return the folded form of a word that is like the met form of another, None where there is none or more than one."""
    of_cited, of_wanted = (forms_of(word, kind, language) for word in (cited, wanted))
    keys = {key for key, forms in of_cited.items() if met in forms}
    made = {form for key in keys for form in of_wanted.get(key, ())}
    return made.pop() if len(made) == 1 else None


def declined_alike(word: str, other: str, kind: str, language: str) -> bool:
    """Tell whether the tables decline two folded words by the same rules, or by rules of one pattern."""
    return _declension(word, kind, language) == _declension(other, kind, language)


def _declension(word: str, kind: str, language: str) -> list[str]:
    """Return the rules by which a folded word declines, those of one pattern by its name."""
    names = []
    for number, rule in enumerate(tables(language).rules):
        if not rule.fits(word, kind):
            continue
        if any(stem.inflections for stem in rule.stems):
            names.append(rule.pattern_of or str(number))
        if not rule.go_on:
            break
    return names


def forms_of(word: str, kind: str, language: str) -> dict[Key, set[str]]:
    """Return the inflected forms of a folded word by what makes them: the rule and its stem, or its pattern, and the ending as the table writes it."""
    known = tables(language)
    expansion = known.harmony.expansion(word) if known.harmony else {}
    made: dict[Key, set[str]] = {}
    for number, rule in enumerate(known.rules):
        if not rule.fits(word, kind):
            continue
        for place, stem in enumerate(rule.stems):
            text = next(stem.of(word, known.harmony)).text
            for tail in stem.inflections - rule.own:
                declined = (rule.pattern_of, 0) if rule.pattern_of else (str(number), place)
                made.setdefault((*declined, rule.same.get(tail, tail)), set()).add(text + tail.translate(expansion))
        if not rule.go_on:
            break
    return made
