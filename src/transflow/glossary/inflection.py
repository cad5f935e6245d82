"""Inflection by example: a name put into the form in which another name was met.

Only where the tables of the language decline both by the same rule, so that the same ending is the same case: *Арцаха* is to *Арцах* as
*Карабаха* to *Карабах*. Where they cannot tell, nobody guesses.
"""

from __future__ import annotations

from transflow.glossary.folding import fold_text
from transflow.glossary.tails import tables
from transflow.locales import bare_language

Key = tuple[int, int, str]


def inflected_like(met: str, *, cited: str, wanted: str, kind: str, language: str) -> str | None:
    """Return `wanted` in the form in which `cited` was met in a text, None where the tables cannot tell.

    `cited` and `wanted` are citation forms, `kind` is the kind of word (place, person, noun, adjective), `language` any tag. Of a name of
    several words only the last may be inflected, and `wanted` has to be one word.
    """
    language = bare_language(language)
    ending = met.removeprefix(cited)
    if met == cited:
        return wanted
    if met.startswith(cited) and ending.startswith(("'", "’")) and not tables(language).harmony:
        return f"{wanted}{ending}"  # an ending that is set off is the same for every name (Baku’s), but where vowels follow the name
    if len(wanted.split()) != 1 or "-" in wanted or len(fold_text(wanted, language)) != len(wanted):
        return None
    met_word, cited_word = (fold_text(text.split()[-1], language) for text in (met, cited))
    wanted_word = fold_text(wanted, language)
    of_cited, of_wanted = (_forms(word, kind, language) for word in (cited_word, wanted_word))
    found = {of_wanted[key] for key, form in of_cited.items() if form == met_word and key in of_wanted}
    if len(found) != 1:
        return None
    made = found.pop()
    shared = next(
        (at for at, (one, other) in enumerate(zip(made, wanted_word, strict=False)) if one != other), min(len(made), len(wanted_word))
    )
    return wanted[:shared] + made[shared:]


def _forms(word: str, kind: str, language: str) -> dict[Key, str]:
    """Return the inflected forms of a folded word, by the rule, the stem and the ending (as the table writes it) that make them."""
    known = tables(language)
    expansion = known.harmony.expansion(word) if known.harmony else {}
    made: dict[Key, str] = {}
    for number, rule in enumerate(known.rules):
        if not rule.fits(word, kind):
            continue
        for place, stem in enumerate(rule.stems):
            text = next(stem.of(word, known.harmony)).text
            for tail in stem.inflections:
                made[number, place, tail] = text + tail.translate(expansion)
        if not rule.go_on:
            break
    return made
