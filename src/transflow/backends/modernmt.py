"""ModernMT, which adapts to the memories and glossaries of its account.

Source: https://www.modernmt.com/api and the vendor's own Python client, version 1.5.2 (read 26 November 2026): GET /translate, sent as POST with
X-HTTP-Method-Override; a list of texts gives a list of translations; errors have a type and a message.
How many texts and characters one call takes is not published; 128 texts are known to pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.backends.answers import at, checked, column
from transflow.backends.base import Abilities, GlossaryUse, Guided, Limits, MarkupUse
from transflow.backends.codes import codes_of
from transflow.backends.options import Options
from transflow.backends.transport import HTTP_OPTIONS, Service, Transport, failure
from transflow.errors import BackendError, QuotaExceededError, UnsupportedPairError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "modernmt"
ADDRESS = "https://api.modernmt.com"
LIMITS = Limits(items=64, characters=10_000)
MOST_GLOSSARIES = 10


class ModernMTBackend:
    """ModernMT with one key."""

    name = NAME
    limits = LIMITS

    def __init__(self, options: Options) -> None:
        options.only((*HTTP_OPTIONS, "also", "glossaries", "hints", "key", "project"))
        self._key = options.secret("key", "MODERNMT_API_KEY")
        self._codes = codes_of(NAME, options.texts("also", 100))
        self._given = {
            "glossaries": ",".join(options.texts("glossaries", MOST_GLOSSARIES)),
            "hints": ",".join(options.texts("hints", MOST_GLOSSARIES)),
            "project_id": options.text("project"),
        }
        self._service = Service(ADDRESS, secrets=(self._key,), explain=_explain)
        self._transport = Transport(options, self._service)
        glossary = GlossaryUse.PRELOADED if self._given["glossaries"] else GlossaryUse.NONE
        self.abilities = Abilities(glossary, MarkupUse.XML, remote=True)

    def supports(self, source: str, target: str) -> bool:
        """Tell whether these are two languages; raises UnavailableError without a key."""
        return bool(self._key.reveal()) and self._codes.supports(source, target)

    def model(self, source: str, target: str) -> str:
        """Return the codes of the pair."""
        return "-".join(self._codes.pair(source, target))

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate plain texts."""
        return self.translate_guided([Guided(text) for text in texts], source=source, target=target)

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Translate texts, plain or with markup, with the account's glossaries and memories where they are named."""
        reads, writes = self._codes.pair(source, target)
        plain = [guided.text for guided in texts]
        form = "text/xml" if texts[0].markup is MarkupUse.XML else "text/plain"
        body: dict[str, object] = {"source": reads, "target": writes, "q": plain, "format": form}
        body.update({name: value for name, value in self._given.items() if value})
        headers = {"MMT-ApiKey": self._key.reveal(), "MMT-Platform": "transflow", "X-HTTP-Method-Override": "GET"}
        answer = self._transport.post("/translate", body=body, headers=headers)
        status = at(answer, "status")
        if isinstance(status, int) and status >= 300:  # some failures come with HTTP 200
            raise failure(NAME, status, answer, {}, self._service)
        return checked(NAME, plain, column(at(answer, "data"), "translation"))


def create(options: dict[str, object]) -> ModernMTBackend:
    """Return the engine; options: `key`, `glossaries` and `hints` (ids of the account), `project`."""
    return ModernMTBackend(Options(NAME, options))


def _explain(status: int, answer: object) -> type[BackendError] | None:
    said = f"{at(answer, 'error', 'type')} {at(answer, 'error', 'message')}".casefold()
    if status in {402, 403, 429} and "quota" in said:
        return QuotaExceededError
    return UnsupportedPairError if status == 400 and "language" in said else None
