"""Yandex Translate v2, which takes a small glossary with every call and, for some pairs, inflects what stands in it.

Source: https://yandex.cloud/en/docs/translate/api-ref/Translation/translate, …/concepts/limits and …/concepts/glossary (read 26 November
2026): 10,000 characters a call, 20 calls a second, up to 50 pairs in a glossary of at most 10,000 characters; it knows word forms for
en-ru, ru-en and tr-ru. A service account leaves `folder` out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.backends.answers import at, checked, column
from transflow.backends.base import Abilities, GlossaryUse, Guided, Limits, MarkupUse, clear_terms
from transflow.backends.codes import codes_of
from transflow.backends.options import Options
from transflow.backends.transport import HTTP_OPTIONS, Service, Transport
from transflow.errors import BackendError, QuotaExceededError, UnavailableError, UnsupportedPairError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "yandex"
ADDRESS = "https://translate.api.cloud.yandex.net"
LIMITS = Limits(items=100, characters=10_000)
MOST_TERMS = 50


class YandexBackend:
    """Yandex Translate with an API key, or with an IAM token and a folder."""

    name = NAME
    limits = LIMITS

    def __init__(self, options: Options) -> None:
        options.only((*HTTP_OPTIONS, "also", "folder", "glossary", "key", "token"))
        self._key = options.secret("key", "YANDEX_API_KEY")
        self._token = options.secret("token", "YANDEX_IAM_TOKEN")
        self._codes = codes_of(NAME, options.texts("also", 100))
        self._folder = options.text("folder")
        self._transport = Transport(options, Service(ADDRESS, secrets=(self._key, self._token), explain=_explain, rate=20))
        glossary = GlossaryUse.INLINE if options.flag("glossary", default=True) else GlossaryUse.NONE
        self.abilities = Abilities(glossary, MarkupUse.HTML, remote=True)

    def supports(self, source: str, target: str) -> bool:
        """Tell whether Yandex's list has the pair; raises UnavailableError without a key or token."""
        return bool(self._authorization()) and self._codes.supports(source, target)

    def model(self, source: str, target: str) -> str:
        """Return the version of the API."""
        del source, target
        return "v2"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate texts without a glossary."""
        return self.translate_guided([Guided(text) for text in texts], source=source, target=target)

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Translate texts with the forms of their names as a glossary; without one where the pair has none."""
        reads, writes = self._codes.pair(source, target)
        plain = [guided.text for guided in texts]
        body: dict[str, object] = {
            "sourceLanguageCode": reads,
            "targetLanguageCode": writes,
            "format": "HTML" if texts[0].markup is MarkupUse.HTML else "PLAIN_TEXT",
            "texts": plain,
        }
        if self._folder:
            body["folderId"] = self._folder
        pairs = _pairs(texts)
        glossary = {"glossaryConfig": {"glossaryData": {"glossaryPairs": pairs}}} if pairs else {}
        try:
            answer = self._post({**body, **glossary})
        except BackendError as refused:
            if not pairs or "glossar" not in refused.what.casefold():
                raise
            answer = self._post(body)
        return checked(NAME, plain, column(at(answer, "translations"), "text"))

    def _post(self, body: dict[str, object]) -> object:
        return self._transport.post("/translate/v2/translate", body=body, headers={"Authorization": self._authorization()})

    def _authorization(self) -> str:
        if self._token and not self._key:
            return f"Bearer {self._token.reveal()}"
        if not self._key:
            raise UnavailableError(f"{NAME}: no key; set {self._key.variable} or {self._token.variable} in the environment")
        return f"Api-Key {self._key.reveal()}"


def create(options: dict[str, object]) -> YandexBackend:
    """Return the engine; options: `key` or `token` and `folder`, and `glossary: false` to send none."""
    return YandexBackend(Options(NAME, options))


def _pairs(texts: Sequence[Guided]) -> list[dict[str, object]]:
    """Return the glossary of a call; a name that is to have two forms in it is left to the judge."""
    terms = clear_terms(term for guided in texts for term in guided.terms)
    return [{"sourceText": term.source, "translatedText": term.target, "exact": False} for term in terms[:MOST_TERMS]]


def _explain(status: int, answer: object) -> type[BackendError] | None:
    said = str(at(answer, "message")).casefold()
    if status == 429 and ("character" in said or "per hour" in said):
        return QuotaExceededError
    return UnsupportedPairError if status == 400 and "language" in said and "glossar" not in said else None
