"""What an engine is to transflow: a few texts in, as many texts out, nothing else.

Names, placeholders, quotation marks, long sentences, batches, retries and verification are added once, around every engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from transflow.errors import ProjectError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager


class Measure(StrEnum):
    """What a service counts when it says how much it takes."""

    CODE_POINTS = "code points"
    UTF8_BYTES = "UTF-8 bytes"


class GlossaryUse(StrEnum):
    """How an engine can be told which form a name is to have.

    `INLINE` pairs of words in the call; `PRELOADED` a list that lies with the service, named in the call; `MARKUP` a mark around
    the name in the text; `PROMPT` a table in the words that a language model is given; `NONE` not at all.
    """

    NONE = "none"
    INLINE = "inline"
    PRELOADED = "preloaded"
    MARKUP = "markup"
    PROMPT = "prompt"


class MarkupUse(StrEnum):
    """Which markup an engine leaves alone and lays around the right words."""

    NONE = "none"
    HTML = "HTML"
    XML = "XML"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an engine takes in one call: texts, and their size together in what it counts.

    `whole` is the length in code points up to which it is known to translate a text to its end; a longer one is sent in
    clauses. None where the engine has no such weakness.
    """

    items: int
    characters: int
    whole: int | None = None
    measure: Measure = Measure.CODE_POINTS

    def size(self, text: str) -> int:
        """Return how much of `characters` a text takes."""
        return len(text.encode("utf-8", "surrogatepass")) if self.measure is Measure.UTF8_BYTES else len(text)


@dataclass(frozen=True, slots=True)
class Abilities:
    """What an engine can do beside translating plain text; `remote` where the text leaves this machine or may do so."""

    glossary: GlossaryUse = GlossaryUse.NONE
    markup: MarkupUse = MarkupUse.NONE
    context: bool = False
    remote: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A name as it stands in a text, and the form that its translation is to have."""

    source: str
    target: str


def clear_terms(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return each term once, without those whose name is to have two forms: which is meant where, no list can say."""
    each = tuple(dict.fromkeys(term for term in terms if term.source.strip() and term.target.strip()))
    forms: dict[str, set[str]] = {}
    for term in each:
        forms.setdefault(term.source.casefold(), set()).add(term.target)
    return tuple(term for term in each if len(forms[term.source.casefold()]) == 1)


@dataclass(frozen=True, slots=True)
class Guided:
    """A text with what an engine can be told about it: its names, in the text's order, and the sentences around it.

    `markup` is the kind of markup that the text is written in; the texts of one call have the same.
    """

    text: str
    terms: tuple[Term, ...] = ()
    before: str = ""
    after: str = ""
    markup: MarkupUse = MarkupUse.NONE


class Backend(Protocol):
    """A translation engine."""

    @property
    def name(self) -> str:
        """The name it has in transflow.yaml."""

    @property
    def limits(self) -> Limits:
        """How much it takes in one call."""

    @property
    def abilities(self) -> Abilities:
        """What else it can do."""

    def supports(self, source: str, target: str) -> bool:
        """Tell whether it translates between two BCP 47 locales; asks no network. Raises UnavailableError where it is not installed."""

    def model(self, source: str, target: str) -> str:
        """Return what the provenance of a draft says after the engine's name: its version and model."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Return the translations in the order of the texts, one for each.

        Raises UnavailableError, UnsupportedPairError, QuotaExceededError, or BackendError for an answer that cannot be used;
        no message ever holds a key or an address with one.
        """


@runtime_checkable
class GuidedBackend(Backend, Protocol):
    """An engine that can be told more than the text (`abilities` says what); it is given that instead of plain texts."""

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Return the translations as `translate` does; what is told is a wish, and the judge sees whether it was met."""


@runtime_checkable
class LendingBackend(Backend, Protocol):
    """An engine that can be lent a glossary for as long as a catalog is drafted."""

    def lend(self, terms: Sequence[Term], *, source: str, target: str) -> AbstractContextManager[None]:
        """Return what keeps these terms in force while it is entered; an engine that cannot take them drafts without."""


@runtime_checkable
class BillingBackend(Protocol):
    """An engine whose service counts something else than the code points of the texts it is given."""

    def billed(self, texts: Sequence[Guided], *, source: str, target: str) -> int:
        """Return how many characters the service bills for a call with these texts."""


Factory: TypeAlias = "Callable[[dict[str, object]], Backend]"


def refuse_unknown_options(name: str, options: Mapping[str, object], known: Iterable[str]) -> None:
    """Raise ProjectError for an option that the engine does not have; values are never shown, they may be secret.

    `price` and `budget`, which every engine may have, are the project's and do not reach an engine; they are told with the others.
    """
    names = frozenset(known)
    for option in options:
        if option not in names:
            raise ProjectError(f"backend {name}: unknown option {option!r}; known are {', '.join(sorted({*names, 'budget', 'price'}))}")
