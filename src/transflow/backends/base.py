"""What an engine is to transflow: a few texts in, as many texts out, nothing else.

Names, placeholders, quotation marks, long sentences, batches, retries and verification are added once, around every engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from transflow.errors import ProjectError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an engine takes in one call: texts and code points.

    `whole` is the length in code points up to which it is known to translate a text to its end; a longer one is sent in
    clauses. None where the engine has no such weakness.
    """

    items: int
    characters: int
    whole: int | None = None


class Backend(Protocol):
    """A translation engine."""

    @property
    def name(self) -> str:
        """The name it has in transflow.yaml."""

    @property
    def limits(self) -> Limits:
        """How much it takes in one call."""

    def supports(self, source: str, target: str) -> bool:
        """Tell whether it translates between two BCP 47 locales; asks no network. Raises UnavailableError where it is not installed."""

    def model(self, source: str, target: str) -> str:
        """Return what the provenance of a draft says after the engine's name: its version and model."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Return the translations in the order of the texts, one for each.

        Raises UnavailableError, UnsupportedPairError, QuotaExceededError, or BackendError for an answer that cannot be used;
        no message ever holds a key or an address with one.
        """


Factory: TypeAlias = "Callable[[dict[str, object]], Backend]"


def refuse_unknown_options(name: str, options: Mapping[str, object], known: Iterable[str]) -> None:
    """Raise ProjectError for an option that the engine does not have; values are never shown, they may be secret."""
    names = sorted(known)
    for option in options:
        if option not in names:
            raise ProjectError(f"backend {name}: unknown option {option!r}; known are {', '.join(names)}")
