"""Language models behind OpenAI's chat interface: OpenAI itself, Azure OpenAI, Ollama, vLLM, llama.cpp and whoever else speaks it.

Source: https://platform.openai.com/docs/api-reference/chat (`response_format` with a JSON schema; 429 with the code `insufficient_quota` means that the
account is empty) and https://learn.microsoft.com/azure/ai-services/openai/reference (path with the deployment, `api-version`, header
`api-key`; read 26 November 2026). Whether a server keeps to the schema is its own affair, so every answer is held against it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.backends.answers import at
from transflow.backends.base import Abilities, GlossaryUse, Guided, Limits, MarkupUse
from transflow.backends.options import Options, on_this_machine
from transflow.backends.prompts import first_messages, read_translations, schema_for, second_messages
from transflow.backends.transport import HTTP_OPTIONS, Service, Transport
from transflow.errors import BackendError, QuotaExceededError, UnavailableError, UnsupportedPairError
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "openai"
ADDRESS = "https://api.openai.com/v1"
SCHEMA_KINDS = ("json-schema", "json-object", "none")
TOKENS, SPARE = 4, 50  # at most so many for a character of the source (Georgian takes three), and for a text's marks and id
_EMPTY_ACCOUNT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})


class OpenAIBackend:
    """One model of one server."""

    name = NAME

    def __init__(self, options: Options) -> None:
        options.only(
            (*HTTP_OPTIONS, "api-version", "characters", "deployment", "instructions", "items", "key", "model", "schema", "temperature")
        )
        self._key = options.secret("key", "OPENAI_API_KEY")
        self._deployment = options.text("deployment")
        self._version = options.text("api-version", "2024-10-21")
        self._model = options.text("model")
        self._instructions = options.text("instructions")
        self._schema = options.one_of("schema", SCHEMA_KINDS, SCHEMA_KINDS[0])
        self._steady = options.flag("temperature", default=True)
        self.limits = Limits(items=options.count("items", 12, most=200), characters=options.count("characters", 6000, most=200_000))
        self._transport = Transport(options, Service(ADDRESS, secrets=(self._key,), explain=_explain, timeout=180, rate=5))
        self._here = on_this_machine(self._transport.address)
        self.abilities = Abilities(GlossaryUse.PROMPT, MarkupUse.XML, context=True, remote=not self._here)

    def supports(self, source: str, target: str) -> bool:
        """Tell whether these are two languages; how well the model knows them it does not say.

        Raises UnavailableError without a model, or without a key for a server elsewhere.
        """
        if not (self._model or self._deployment):
            raise UnavailableError(f"{NAME}: the option `model` (or `deployment`) is missing in transflow.yaml")
        if not self._here:
            self._key.reveal()
        return bare_language(source) != bare_language(target)

    def model(self, source: str, target: str) -> str:
        """Return the model's name."""
        del source, target
        return self._model or self._deployment or "no model"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate texts without names and neighbours."""
        return self.translate_guided([Guided(text) for text in texts], source=source, target=target)

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Translate texts in one call; an answer that does not hold is asked for once more, with the reason."""
        if not self.supports(source, target):
            raise UnsupportedPairError(f"{NAME}: does not translate {source} → {target}")
        messages = first_messages(texts, source=source, target=target, instructions=self._instructions)
        content = self._ask(messages, texts)
        try:
            return read_translations(NAME, content, texts)
        except BackendError as bad:
            return read_translations(NAME, self._ask(second_messages(messages, content, bad.what), texts), texts)

    def billed(self, texts: Sequence[Guided], *, source: str, target: str) -> int:
        """Count the characters of the prompt; a service bills tokens of it and of the answer, which nobody knows before."""
        messages = first_messages(texts, source=source, target=target, instructions=self._instructions)
        return sum(len(message["content"]) for message in messages)

    def _ask(self, messages: list[dict[str, str]], texts: Sequence[Guided]) -> str:
        body: dict[str, object] = {"messages": messages}
        if self._model:
            body["model"] = self._model
        if self._steady:
            # a model that thinks first, which takes no temperature, would think its answer's length away
            body.update({"temperature": 0, "max_tokens": sum(SPARE + TOKENS * len(guided.text) for guided in texts)})
        if self._schema == "json-schema":
            schema = {"name": "translations", "strict": True, "schema": schema_for(len(texts))}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self._schema == "json-object":
            body["response_format"] = {"type": "json_object"}
        path, query, headers = "/chat/completions", {}, {}
        if self._deployment:
            path, query = f"/openai/deployments/{self._deployment}/chat/completions", {"api-version": self._version}
        if self._key:
            headers = {"api-key": self._key.reveal()} if self._deployment else {"Authorization": f"Bearer {self._key.reveal()}"}
        choice = at(self._transport.post(path, body=body, query=query, headers=headers), "choices", 0)
        reason, content = at(choice, "finish_reason"), at(choice, "message", "content")
        if reason in {"length", "content_filter"}:
            what = "was cut off" if reason == "length" else "was held back by the service's filter"
            raise BackendError(f"{NAME}: the answer {what}")
        if not isinstance(content, str) or not content.strip():
            raise BackendError(f"{NAME}: answered nothing")
        return content


def create(options: dict[str, object]) -> OpenAIBackend:
    """Return the engine; options: `url`, `key`, `model`; `deployment` and `api-version` for Azure OpenAI; `schema`, `temperature`, `instructions`."""
    return OpenAIBackend(Options(NAME, options))


def _explain(status: int, answer: object) -> type[BackendError] | None:
    code = at(answer, "error", "code") or at(answer, "error", "type")
    if status == 429 and code in _EMPTY_ACCOUNT:
        return QuotaExceededError
    return UnavailableError if code in {"model_not_found", "DeploymentNotFound"} else None
