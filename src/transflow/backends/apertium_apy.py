"""Apertium through its web service, APY: the rule-based engine of another machine, or of this one without a start for every call.

Source: https://wiki.apertium.org/wiki/Apertium-apy and the service's own code, version 0.11.7 (read 26 November 2026): one text a call, as a
form; `markUnknown=no`; 400 with “That pair is not installed”; 503 for a pipeline that is stuck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.backends.answers import at, checked
from transflow.backends.apertium import three_letters, without_stray_apostrophes
from transflow.backends.base import Abilities, Limits
from transflow.backends.options import Options, on_this_machine
from transflow.backends.transport import HTTP_OPTIONS, Service, Transport
from transflow.errors import BackendError, UnsupportedPairError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "apertium-apy"
ADDRESS = "http://127.0.0.1:2737"
LIMITS = Limits(items=1, characters=20_000)


class ApertiumApyBackend:
    """One APY server."""

    name = NAME
    limits = LIMITS

    def __init__(self, options: Options) -> None:
        options.only(HTTP_OPTIONS)
        self._transport = Transport(options, Service(ADDRESS, explain=_explain, rate=100))
        self.abilities = Abilities(remote=not on_this_machine(self._transport.address))

    def supports(self, source: str, target: str) -> bool:
        """Tell whether these are two languages; which pairs are installed the server says when it is asked."""
        return three_letters(source) != three_letters(target)

    def model(self, source: str, target: str) -> str:
        """Return the mode: `eng-spa`."""
        return f"{three_letters(source)}-{three_letters(target)}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate each text in a call of its own."""
        if not self.supports(source, target):
            raise UnsupportedPairError(f"{NAME}: does not translate {source} → {target}")
        pair = f"{three_letters(source)}|{three_letters(target)}"
        answers = [self._one(" ".join(text.split()), pair) for text in texts]
        return [without_stray_apostrophes(" ".join(answer.split())) for answer in checked(NAME, texts, answers)]

    def _one(self, text: str, pair: str) -> object:
        form = {"langpair": pair, "q": text, "markUnknown": "no", "format": "txt"}
        return at(self._transport.post("/translate", form=form), "responseData", "translatedText")


def create(options: dict[str, object]) -> ApertiumApyBackend:
    """Return the engine; option: `url`."""
    return ApertiumApyBackend(Options(NAME, options))


def _explain(status: int, answer: object) -> type[BackendError] | None:
    return UnsupportedPairError if status == 400 and "pair" in str(at(answer, "explanation")) else None
