"""Azure Translator v3, with names marked in the text (“dynamic dictionary”) where it would not write them as called for.

Source: https://learn.microsoft.com/azure/ai-services/translator/reference/v3-0-translate, …/v3-0-reference (its codes of errors),
…/service-limits and …/dynamic-dictionary (read 26 November 2026): 1000 texts, 50,000 characters times the target languages; the mark
works for compound nouns such as names, needs English on one side and an explicit `from`, and leaves the name as it is given.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from transflow.backends.answers import at, checked, column
from transflow.backends.base import Abilities, GlossaryUse, Guided, Limits, MarkupUse
from transflow.backends.codes import codes_of
from transflow.backends.options import Options
from transflow.backends.transport import HTTP_OPTIONS, Service, Transport
from transflow.errors import BackendError, QuotaExceededError, UnsupportedPairError
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "azure"
ADDRESS = "https://api.cognitive.microsofttranslator.com"
LIMITS = Limits(items=1000, characters=50_000)
_NO_SUCH_PAIR = frozenset({400003, 400019, 400023, 400035, 400036, 400075, 400079})
_FREE_QUOTA_USED = 403001


class AzureBackend:
    """Azure Translator with one key; `url` may be a resource's own address with `/translator/text/v3.0`."""

    name = NAME
    limits = LIMITS
    abilities = Abilities(GlossaryUse.MARKUP, MarkupUse.HTML, remote=True)

    def __init__(self, options: Options) -> None:
        options.only((*HTTP_OPTIONS, "also", "category", "key", "region"))
        self._key = options.secret("key", "AZURE_TRANSLATOR_KEY")
        self._codes = codes_of(NAME, options.texts("also", 100))
        self._category = options.text("category")
        self._region = options.text("region")
        self._transport = Transport(options, Service(ADDRESS, secrets=(self._key,), explain=_explain))

    def supports(self, source: str, target: str) -> bool:
        """Tell whether Azure's list has the pair; raises UnavailableError without a key."""
        return bool(self._key.reveal()) and self._codes.supports(source, target)

    def model(self, source: str, target: str) -> str:
        """Return the version of the API and the category."""
        del source, target
        return f"v3.0, {self._category or 'general'}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate texts without marks."""
        return self.translate_guided([Guided(text) for text in texts], source=source, target=target)

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Translate texts with their names marked, where one of the languages is English."""
        reads, writes = self._codes.pair(source, target)
        query = {"api-version": "3.0", "from": reads, "to": writes, "textType": "html" if texts[0].markup is MarkupUse.HTML else "plain"}
        if self._category:
            query["category"] = self._category
        headers = {"Ocp-Apim-Subscription-Key": self._key.reveal()}
        if self._region:
            headers["Ocp-Apim-Subscription-Region"] = self._region
        body = [{"Text": text} for text in _sent(texts, source, target)]
        answer = self._transport.post("/translate", body=body, query=query, headers=headers)
        return checked(NAME, [guided.text for guided in texts], column(answer, "translations", 0, "text"))

    def billed(self, texts: Sequence[Guided], *, source: str, target: str) -> int:
        """Count every code point of what is sent, marks too (Azure's "Character counts", read 26 November 2026)."""
        return sum(len(text) for text in _sent(texts, source, target))


def create(options: dict[str, object]) -> AzureBackend:
    """Return the engine; options: `key`, `region` (of a regional resource) and `category` (a model of Custom Translator)."""
    return AzureBackend(Options(NAME, options))


def _sent(texts: Sequence[Guided], source: str, target: str) -> list[str]:
    marks = "en" in {bare_language(source), bare_language(target)}
    return [_marked(guided) if marks else guided.text for guided in texts]


def _marked(guided: Guided) -> str:
    """Return a text with each of its names between marks that say its form; the names stand in the order of the text."""
    parts = []
    position = 0
    for term in guided.terms:
        found = guided.text.find(term.source, position)
        if found < 0:
            continue
        form = html.escape(term.target, quote=True)
        parts += [guided.text[position:found], f'<mstrans:dictionary translation="{form}">{term.source}</mstrans:dictionary>']
        position = found + len(term.source)
    return "".join([*parts, guided.text[position:]])


def _explain(status: int, answer: object) -> type[BackendError] | None:
    del status
    code = at(answer, "error", "code")
    if code == _FREE_QUOTA_USED:
        return QuotaExceededError
    return UnsupportedPairError if code in _NO_SUCH_PAIR else None
