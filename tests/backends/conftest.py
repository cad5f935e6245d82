"""An engine that says what a test wants it to say, and a small finder of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from transflow.backends import Abilities, Limits, RequiredName
from transflow.errors import BackendError
from transflow.model import Mention

NAMES = {"Artsakh": ("nk", "artsakh"), "Karabakh": ("nk", "karabakh"), "Lachin": ("lachin", "lachin"), "Berdzor": ("lachin", "berdzor")}


@dataclass
class FakeBackend:
    """Answers with a function of each text, and keeps what it was sent."""

    answer: Callable[[str], str]
    limits: Limits = field(default_factory=lambda: Limits(items=8, characters=2000))
    name: str = "fake"
    abilities: Abilities = field(default_factory=Abilities)
    calls: list[list[str]] = field(default_factory=list)

    def supports(self, source: str, target: str) -> bool:
        """Support every pair of two locales."""
        return source != target

    def model(self, source: str, target: str) -> str:
        """Say the pair and a version."""
        return f"{source}-{target} 1"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Keep the call, and answer."""
        assert source != target
        self.calls.append(list(texts))
        return [self.answer(text) for text in texts]

    @property
    def texts(self) -> list[str]:
        """Everything it was sent, call after call."""
        return [text for call in self.calls for text in call]


@pytest.fixture
def fake() -> type[FakeBackend]:
    return FakeBackend


def find(text: str) -> tuple[Mention, ...]:
    pattern = rf"(?<!\w)(?:{'|'.join(NAMES)})(?!\w)"
    return tuple(
        Mention(found.start(), found.end(), found[0], *NAMES[found[0]], (NAMES[found[0]][1],)) for found in re.finditer(pattern, text)
    )


@pytest.fixture
def find_target() -> Callable[[str], tuple[Mention, ...]]:
    return find


@pytest.fixture
def required() -> Callable[..., tuple[RequiredName, ...]]:
    """Every name of a text, to be put as the source has it or as `forms` says by concept."""

    def build(text: str, forms: dict[str, str] | None = None) -> tuple[RequiredName, ...]:
        return tuple(
            RequiredName(mention.start, mention.end, form, mention.concept, (NAMES[form][1],))
            for mention in find(text)
            for form in [(forms or {}).get(mention.concept, mention.text)]
        )

    return build


@pytest.fixture
def refuse() -> Callable[[str], str]:
    def answer(text: str) -> str:
        raise BackendError(f"fake: no answer to {len(text)} characters")

    return answer
