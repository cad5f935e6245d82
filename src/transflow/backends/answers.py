"""Translations out of a service's JSON: as many as were asked for, each a text with words in it, or an error that says which is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transflow.errors import BackendError

if TYPE_CHECKING:
    from collections.abc import Sequence


def at(answer: object, *path: str | int) -> Any:  # noqa: ANN401 - JSON has any shape
    """Return what stands at a path of a JSON answer, None where there is no such place."""
    for step in path:
        if isinstance(answer, dict) and isinstance(step, str):
            answer = answer.get(step)
        elif isinstance(answer, list) and isinstance(step, int) and -len(answer) <= step < len(answer):
            answer = answer[step]
        else:
            return None
    return answer


def column(answer: object, *path: str | int) -> list[Any]:
    """Return from each row of a list what stands at a path in it; nothing where there is no list."""
    return [at(row, *path) for row in answer] if isinstance(answer, list) else []


def checked(name: str, texts: Sequence[str], answers: Sequence[object]) -> list[str]:
    """Return the answers to texts; raises BackendError where one is missing, no text, or holds no word though its source does.

    A service that takes a caller for a robot has been seen to answer 200 with a picture character.
    """
    if len(answers) != len(texts):
        raise BackendError(f"{name}: {len(answers)} answers to {len(texts)} texts")
    good = []
    for text, answer in zip(texts, answers, strict=True):
        if not isinstance(answer, str):
            raise BackendError(f"{name}: the answer holds no translation")
        if not answer.strip():
            raise BackendError(f"{name}: answered nothing to a text")
        if _has_word(text) and not _has_word(answer):
            raise BackendError(f"{name}: the answer holds no word")
        good.append(answer)
    return good


def _has_word(text: str) -> bool:
    return any(glyph.isalnum() for glyph in text)
