"""DeepL, by its text API: up to 50 texts a call, and glossaries that inflect what stands in them.

Source: https://developers.deepl.com/api-reference/translate and DeepL's OpenAPI description 3.11.0 (read 26 November 2026): a body of at
most 128 KiB; `context` is shared by the texts of a call and costs nothing; 456 means that the quota is used up, 429 and 529 that
there were too many calls. The key of a free account ends in `:fx`, and has an address of its own. Glossaries are those of v3; with
`glossary: edition` one is made of the names of the catalog at hand, and deleted when it is drafted.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from transflow.backends.answers import at, checked, column
from transflow.backends.base import Abilities, GlossaryUse, Guided, Limits, MarkupUse, Measure, Term, clear_terms
from transflow.backends.codes import codes_of
from transflow.backends.options import Options
from transflow.backends.transport import HTTP_OPTIONS, Service, Transport
from transflow.errors import BackendError, QuotaExceededError, UnsupportedPairError
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME = "deepl"
PRO, FREE = "https://api.deepl.com", "https://api-free.deepl.com"
LIMITS = Limits(items=50, characters=60_000, measure=Measure.UTF8_BYTES)  # half of 128 KiB: the context takes the other half
EDITION = "edition"  # in the place of a glossary's id
FORMALITIES = ("default", "more", "less", "prefer_more", "prefer_less")
MODELS = ("quality_optimized", "prefer_quality_optimized", "latency_optimized")
LONGEST_CONTEXT = 10_000  # code points
_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r"[A-Za-z0-9-]{1,100}")


class DeepLBackend:
    """DeepL with one key."""

    name = NAME
    limits = LIMITS

    def __init__(self, options: Options) -> None:
        options.only((*HTTP_OPTIONS, "also", "context", "formality", "glossary", "key", "model"))
        self._key = options.secret("key", "DEEPL_AUTH_KEY")
        self._codes = codes_of(NAME, options.texts("also", 100))
        given = options.text("glossary")
        self._own, self._glossary = given == EDITION, "" if given == EDITION else given
        self._model = options.one_of("model", MODELS)
        self._formality = options.one_of("formality", FORMALITIES)
        free = bool(self._key) and self._key.reveal().endswith(":fx")
        self._transport = Transport(options, Service(FREE if free else PRO, secrets=(self._key,), explain=_explain))
        glossary = GlossaryUse.PRELOADED if given else GlossaryUse.NONE
        self.abilities = Abilities(glossary, MarkupUse.XML, context=options.flag("context", default=True), remote=True)

    def supports(self, source: str, target: str) -> bool:
        """Tell whether DeepL's list has the pair; raises UnavailableError without a key."""
        return bool(self._key.reveal()) and self._codes.supports(source, target)

    def model(self, source: str, target: str) -> str:
        """Return the version of the API, and which of DeepL's models is asked for."""
        del source, target
        return f"v2, {self._model}" if self._model else "v2"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate texts without anything around them."""
        return self.translate_guided([Guided(text) for text in texts], source=source, target=target)

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Translate texts with the sentences around them as context."""
        reads, writes = self._codes.pair(source, target)
        body: dict[str, object] = {
            "text": [guided.text for guided in texts],
            "source_lang": reads.upper(),
            "target_lang": writes.upper(),
            "preserve_formatting": True,
        }
        if texts[0].markup is MarkupUse.XML:
            body |= {"tag_handling": "xml", "outline_detection": False}
        given = {"glossary_id": self._glossary, "model_type": self._model, "formality": self._formality, "context": _context(texts)}
        body.update({name: value for name, value in given.items() if value})
        answer = self._transport.post("/v2/translate", body=body, headers=self._headers())
        return checked(NAME, [guided.text for guided in texts], column(at(answer, "translations"), "text"))

    def billed(self, texts: Sequence[Guided], *, source: str, target: str) -> int:
        """Count the code points of the texts; tags and context cost nothing (DeepL's "Estimating character usage", read 26 November 2026)."""
        del source, target
        return sum(len(_TAG.sub("", text.text) if text.markup is MarkupUse.XML else text.text) for text in texts)

    @contextmanager
    def lend(self, terms: Sequence[Term], *, source: str, target: str) -> Iterator[None]:
        """Keep a glossary of these names in the account; where DeepL takes none for the pair, or no more, masks do its work."""
        made = self._make(terms, bare_language(source), bare_language(target)) if self._own else ""
        self._glossary = made or self._glossary
        try:
            yield
        finally:
            if made:
                self._glossary = ""
                with suppress(BackendError):  # it stays in the account, named for what it was
                    self._transport.delete(f"/v3/glossaries/{made}", headers=self._headers())

    def _make(self, terms: Sequence[Term], source: str, target: str) -> str:
        """Return the id of a new glossary, "" where there is none to be had."""
        entries = "\n".join(f"{term.source}\t{term.target}" for term in clear_terms(terms))
        if not entries:
            return ""
        rows = {"source_lang": source, "target_lang": target, "entries": entries, "entries_format": "tsv"}
        body = {"name": f"transflow {source}-{target}, to be deleted", "dictionaries": [rows]}
        try:
            made = at(self._transport.post("/v3/glossaries", body=body, headers=self._headers()), "glossary_id")
        except BackendError:
            return ""
        return made if isinstance(made, str) and _ID.fullmatch(made) else ""

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"DeepL-Auth-Key {self._key.reveal()}"}


def create(options: dict[str, object]) -> DeepLBackend:
    """Return the engine; options: `key`, `glossary` (the id of one of the account, or `edition`), `formality`, `model`, `context`."""
    return DeepLBackend(Options(NAME, options))


def _context(texts: Sequence[Guided]) -> str:
    """Return the passage that the texts stand in, each of its sentences once; nothing where nothing stands around them."""
    if not any(guided.before or guided.after for guided in texts):
        return ""
    sentences = dict.fromkeys(part for guided in texts for part in (guided.before, guided.text, guided.after) if part)
    return " ".join(sentences)[:LONGEST_CONTEXT]


def _explain(status: int, answer: object) -> type[BackendError] | None:
    if status == 456:
        return QuotaExceededError
    said = str(at(answer, "message"))
    return UnsupportedPairError if status == 400 and ("target_lang" in said or "source_lang" in said) else None
