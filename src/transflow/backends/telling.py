"""What a draft tells its reviewer about the names that were put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.backends.markup import PLACEHOLDER
from transflow.glossary.placing import Check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transflow.backends.verification import RequiredName

TOLD = {Check.CASE: "check the case of", Check.ARTICLE: "check the article before", Check.GRAMMAR: "check the grammar around"}


def to_check(checks: Sequence[tuple[str, Check]]) -> list[str]:
    """Return what a reviewer is to check, each with the names that it is about."""
    forms = {check: ", ".join(dict.fromkeys(form for form, what in checks if what is check)) for check in Check}
    return [f"{TOLD[check]} {names}" for check, names in forms.items() if names]


def became_one(text: str, names: Sequence[RequiredName]) -> list[str]:
    """Return what to tell where one name of the edition stands for two of the source: “neither Kyiv nor Kiev” says nothing any more."""
    said: dict[str, dict[str, frozenset[str]]] = {}
    for name in names:
        met = text[name.start : name.end]
        if name.form is None or PLACEHOLDER.search(met):
            continue
        known = said.setdefault(name.form, {})
        own = frozenset(f"{name.concept} {one}" for one in name.said) or frozenset({met})
        if not any(own & other for other in known.values()):  # the same name in another form, or in capitals, is no second one
            known[met] = own
    return [f"{form} stands for {' and for '.join(texts)}" for form, texts in said.items() if len(texts) > 1]
