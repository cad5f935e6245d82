"""Google Cloud Translation v3 (“Advanced”), which alone takes glossaries.

Source: https://cloud.google.com/translate/docs/reference/rest/v3/projects.locations/translateText and the reference of TranslateTextRequest
(read 26 November 2026): 1024 texts, fewer than 30,000 code points advised; `mimeType` means HTML unless it says otherwise; with a glossary the
answer has `glossaryTranslations` beside `translations`. It takes an access token (an hour old at most), no API key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.backends.answers import at, checked, column
from transflow.backends.base import Abilities, GlossaryUse, Guided, Limits, MarkupUse
from transflow.backends.codes import codes_of
from transflow.backends.options import Options
from transflow.backends.transport import HTTP_OPTIONS, Service, Transport
from transflow.errors import BackendError, QuotaExceededError, UnavailableError, UnsupportedPairError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "google"
ADDRESS = "https://translation.googleapis.com"
LIMITS = Limits(items=1024, characters=29_000)
_DAILY = ("per day", "daily", "dailylimitexceeded")
_PAIR = ("language pair", "target language", "source language")


class GoogleBackend:
    """Google Cloud Translation in one project and location."""

    name = NAME
    limits = LIMITS

    def __init__(self, options: Options) -> None:
        options.only((*HTTP_OPTIONS, "also", "glossary", "ignore-case", "location", "model", "project", "token"))
        self._token = options.secret("token", "GOOGLE_ACCESS_TOKEN")
        self._codes = codes_of(NAME, options.texts("also", 100))
        self._project = options.text("project")
        self._place = f"projects/{self._project}/locations/{options.text('location', 'global')}"
        self._model = options.text("model")
        self._glossary = options.text("glossary")
        self._ignore_case = options.flag("ignore-case", default=False)
        self._transport = Transport(options, Service(ADDRESS, secrets=(self._token,), explain=_explain))
        glossary = GlossaryUse.PRELOADED if self._glossary else GlossaryUse.NONE
        self.abilities = Abilities(glossary, MarkupUse.HTML, remote=True)

    def supports(self, source: str, target: str) -> bool:
        """Tell whether Google's list has the pair; raises UnavailableError without a token or project."""
        if not self._project:
            raise UnavailableError(f"{NAME}: the option `project` is missing in transflow.yaml")
        return bool(self._token.reveal()) and self._codes.supports(source, target)

    def model(self, source: str, target: str) -> str:
        """Return the version of the API and the model."""
        del source, target
        return f"v3, {self._model or 'general/nmt'}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate plain texts."""
        return self.translate_guided([Guided(text) for text in texts], source=source, target=target)

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Translate texts, plain or with markup, with the project's glossary where there is one."""
        reads, writes = self._codes.pair(source, target)
        plain = [guided.text for guided in texts]
        body: dict[str, object] = {
            "contents": plain,
            "mimeType": "text/html" if texts[0].markup is MarkupUse.HTML else "text/plain",
            "sourceLanguageCode": reads,
            "targetLanguageCode": writes,
        }
        if self._model:
            body["model"] = f"{self._place}/models/{self._model}"
        if self._glossary:
            body["glossaryConfig"] = {"glossary": f"{self._place}/glossaries/{self._glossary}", "ignoreCase": self._ignore_case}
        headers = {"Authorization": f"Bearer {self._token.reveal()}", "x-goog-user-project": self._project}
        answer = self._transport.post(f"/v3/{self._place}:translateText", body=body, headers=headers)
        found = at(answer, "glossaryTranslations") if self._glossary else None
        return checked(NAME, plain, column(found or at(answer, "translations"), "translatedText"))


def create(options: dict[str, object]) -> GoogleBackend:
    """Return the engine; options: `project`, `location`, `token`, `model`, `glossary` (its id), `ignore-case`."""
    return GoogleBackend(Options(NAME, options))


def _explain(status: int, answer: object) -> type[BackendError] | None:
    said = str(at(answer, "error", "message")).casefold()
    if status in {403, 429} and any(word in said for word in _DAILY):
        return QuotaExceededError
    if status == 400 and any(word in said for word in _PAIR):
        return UnsupportedPairError
    return None
