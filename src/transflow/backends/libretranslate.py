"""LibreTranslate: a server of one's own, or libretranslate.com with a key.

Source: https://docs.libretranslate.com/guides/api_usage and the application's own code, version 1.9.6 (read 26 November 2026): `q` is a text or a
list of them and the answer has the same shape; what a server takes at once it decides itself; 429 comes without Retry-After;
one that takes the caller for a robot answers 200 with a picture character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.backends.answers import at, checked
from transflow.backends.base import Abilities, Guided, Limits, MarkupUse
from transflow.backends.codes import codes_of
from transflow.backends.options import Options, on_this_machine
from transflow.backends.transport import HTTP_OPTIONS, Service, Transport
from transflow.errors import BackendError, QuotaExceededError, UnsupportedPairError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "libretranslate"
ADDRESS = "https://libretranslate.com"
_NO_SUCH_PAIR = ("is not supported", "is not available as a target language")


class LibreTranslateBackend:
    """One LibreTranslate server; what it has is its own affair, so every pair may be asked for."""

    name = NAME

    def __init__(self, options: Options) -> None:
        options.only((*HTTP_OPTIONS, "also", "characters", "items", "key"))
        self._key = options.secret("key", "LIBRETRANSLATE_API_KEY")
        self._codes = codes_of(NAME, options.texts("also", 100))
        self.limits = Limits(items=options.count("items", 25, most=1000), characters=options.count("characters", 5000, most=1_000_000))
        self._transport = Transport(options, Service(ADDRESS, secrets=(self._key,), explain=_explain))
        self.abilities = Abilities(markup=MarkupUse.HTML, remote=not on_this_machine(self._transport.address))

    def supports(self, source: str, target: str) -> bool:
        """Tell whether these are two languages."""
        return self._codes.supports(source, target)

    def model(self, source: str, target: str) -> str:
        """Return the codes of the pair: a server does not say which model it has."""
        return "-".join(self._codes.pair(source, target))

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate plain texts."""
        return self.translate_guided([Guided(text) for text in texts], source=source, target=target)

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Translate texts, plain or with markup."""
        reads, writes = self._codes.pair(source, target)
        plain = [guided.text for guided in texts]
        form = "html" if texts[0].markup is MarkupUse.HTML else "text"
        body: dict[str, object] = {"q": plain, "source": reads, "target": writes, "format": form}
        if self._key:
            body["api_key"] = self._key.reveal()
        found = at(self._transport.post("/translate", body=body), "translatedText")
        if isinstance(found, str) and len(texts) == 1:
            found = [found]
        if not isinstance(found, list):
            raise BackendError(f"{NAME}: the answer is no list of translations")
        return checked(NAME, plain, found)


def create(options: dict[str, object]) -> LibreTranslateBackend:
    """Return the engine; options: `url`, `key`, and `items` and `characters` that the server takes at once."""
    return LibreTranslateBackend(Options(NAME, options))


def _explain(status: int, answer: object) -> type[BackendError] | None:
    said = str(at(answer, "error"))
    if status == 429 and " day" in said:
        return QuotaExceededError
    return UnsupportedPairError if status == 400 and any(words in said for words in _NO_SUCH_PAIR) else None
