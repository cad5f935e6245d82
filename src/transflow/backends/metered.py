"""An engine behind what it has answered before and a till: what is known is not sent again, and nothing is sent that is not paid for.

What it hands on is judged as an engine's own answer is, so that an answer which a later rule forbids is no better for having been kept.
"""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from transflow.backends.base import Abilities, BillingBackend, GlossaryUse, Guided, GuidedBackend, LendingBackend, Limits
from transflow.backends.calls import paid_for
from transflow.errors import BackendError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from transflow.backends.base import Backend, Term
    from transflow.backends.calls import Till
    from transflow.backends.kept import Answers

VERSION = 1  # of the keys
# Options that say how an engine is called, not what it answers; keys and tokens are left out by whoever makes `options`.
NEUTRAL = frozenset({"timeout", "patience", "rate", "items", "characters", "also", "cache", "download", "profile"})
UNKNOWN_ABILITIES = Abilities(remote=True)  # of an engine that does not tell


@dataclass
class Metered:
    """An engine as drafts ask it.

    `options` are those that change its answers; `rules` tells what the edition says of the names in a text; `answers` keeps what is
    answered; `till` is None where nothing is to be paid for. `instead` stands in for the engine where nothing is to be sent.
    """

    engine: Backend
    options: Mapping[str, object]
    rules: Callable[[str], str]
    answers: Answers
    till: Till | None = None
    instead: Callable[[Sequence[Guided]], list[str]] | None = None
    _lent: tuple[Term, ...] = ()
    _lend: Callable[[], None] | None = None
    _models: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The engine's name."""
        return self.engine.name

    @property
    def limits(self) -> Limits:
        """The engine's limits."""
        return self.engine.limits

    @property
    def abilities(self) -> Abilities:
        """The engine's abilities; one that does not tell has none, and may send texts anywhere.

        One that says it can be told something, but gives no way to tell it, is told nothing: it would take tags for words. A glossary that lies with its service stays.
        """
        own: Abilities = getattr(self.engine, "abilities", None) or UNKNOWN_ABILITIES
        if isinstance(self.engine, GuidedBackend):
            return own
        preloaded = own.glossary is GlossaryUse.PRELOADED
        return Abilities(GlossaryUse.PRELOADED if preloaded else GlossaryUse.NONE, remote=own.remote)

    def supports(self, source: str, target: str) -> bool:
        """Ask the engine."""
        return self.engine.supports(source, target)

    def model(self, source: str, target: str) -> str:
        """Ask the engine, once for each pair."""
        if (source, target) not in self._models:
            self._models[source, target] = self.engine.model(source, target)
        return self._models[source, target]

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate texts without anything around them."""
        return self.translate_guided([Guided(text) for text in texts], source=source, target=target)

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Answer with what is known, and ask the engine for the rest, each text once."""
        keys = [self.key(text, source, target) for text in texts]
        known = self.answers.get(keys)
        unknown = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if unknown:
            answered = dict(zip(unknown, self._ask(list(unknown.values()), source, target), strict=True))
            self.answers.put(answered)
            known.update(answered)
        return [known[key] for key in keys]

    @contextmanager
    def lend(self, terms: Sequence[Term], *, source: str, target: str) -> Iterator[None]:
        """Lend the engine a glossary, but only once something is sent at all."""
        engine = self.engine
        if not isinstance(engine, LendingBackend):
            yield
            return
        self._lent = tuple(terms)
        with ExitStack() as stack:
            self._lend = lambda: stack.enter_context(engine.lend(terms, source=source, target=target))
            try:
                yield
            finally:
                self._lent, self._lend = (), None

    def key(self, text: Guided, source: str, target: str) -> bytes:
        """Return what an answer is kept under: everything that it may depend on, and nothing that the engine is not told."""
        told: list[object] = []
        if isinstance(self.engine, GuidedBackend):
            told = [[[term.source, term.target] for term in text.terms], text.before, text.after, text.markup]
        if self.abilities.glossary is not GlossaryUse.NONE:
            lent = sorted({(term.source, term.target) for term in self._lent if term.source.casefold() in text.text.casefold()})
            told += [self.rules(text.text), lent]
        asked = [VERSION, self.name, self.model(source, target), dict(self.options), source, target, text.text, told]
        return blake2b(json.dumps(asked, sort_keys=True, default=str).encode(), digest_size=20).digest()

    def _ask(self, texts: Sequence[Guided], source: str, target: str) -> list[str]:
        if self.instead is not None:
            return self.instead(texts)
        if self._lend is not None:
            self._lend()
            self._lend = None
        with paid_for(self.till, self.billed(texts, source, target)) if self.till is not None else nullcontext():
            if isinstance(self.engine, GuidedBackend):
                answers = self.engine.translate_guided(texts, source=source, target=target)
            else:
                answers = self.engine.translate([text.text for text in texts], source=source, target=target)
        if len(answers) != len(texts):
            raise BackendError(f"{self.name}: {len(answers)} answers to {len(texts)} texts")
        return answers

    def billed(self, texts: Sequence[Guided], source: str, target: str) -> int:
        """Return how many characters the service bills for a call with these texts."""
        if isinstance(self.engine, BillingBackend):
            return self.engine.billed(texts, source=source, target=target)
        return sum(len(text.text) for text in texts)


def options_that_matter(options: Mapping[str, object], is_secret: Callable[[str], bool]) -> dict[str, object]:
    """Return the options of an engine on which its answers may depend: neither keys nor how patiently it is called."""
    return {name: value for name, value in options.items() if name not in NEUTRAL and not is_secret(name)}
