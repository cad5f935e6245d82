"""Many texts into few calls, within what an engine takes at once; a text that fails does not spoil its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transflow.backends.base import Guided, GuidedBackend
from transflow.errors import BackendError, QuotaExceededError, UnavailableError, UnsupportedPairError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transflow.backends.base import Backend, Limits


def batches(texts: Sequence[str], limits: Limits) -> Iterator[range]:
    """Yield the indices of texts that go together, in order: at most `items` texts, and `characters` of what the engine counts.

    A text that is larger than the limit by itself stands alone.
    """
    start = size = 0
    for index, text in enumerate(texts):
        more = limits.size(text)
        if index > start and (index - start >= limits.items or size + more > limits.characters):
            yield range(start, index)
            start, size = index, 0
        size += more
    if start < len(texts):
        yield range(start, len(texts))


def translate_each(backend: Backend, texts: Sequence[str | Guided], *, source: str, target: str) -> list[str | BackendError]:
    """Return for each text its translation, or the error that the engine gave for just this one; one that no call can hold is not sent.

    What is told with a text reaches only an engine that can be told something. Raises UnavailableError, UnsupportedPairError
    and QuotaExceededError: they hold for every text.
    """
    guided = [text if isinstance(text, Guided) else Guided(text) for text in texts]
    results: list[str | BackendError] = []
    for indices in batches([one.text for one in guided], backend.limits):
        batch = [guided[index] for index in indices]
        if backend.limits.size(batch[0].text) > backend.limits.characters:
            results.append(_too_large(backend, batch[0].text))
            continue
        try:
            results += _translate(backend, batch, source, target)
        except (UnavailableError, UnsupportedPairError, QuotaExceededError):
            raise
        except BackendError as refused:
            results += [refused] if len(batch) == 1 else _one_by_one(backend, batch, source, target)
    return results


def _too_large(backend: Backend, text: str) -> BackendError:
    limits = backend.limits
    return BackendError(f"{backend.name}: a text of {limits.size(text):,} {limits.measure}; it takes {limits.characters:,} at once")


def _one_by_one(backend: Backend, texts: Sequence[Guided], source: str, target: str) -> Iterator[str | BackendError]:
    for text in texts:
        try:
            yield _translate(backend, [text], source, target)[0]
        except (UnavailableError, UnsupportedPairError, QuotaExceededError):
            raise
        except BackendError as refused:
            yield refused


def _translate(backend: Backend, texts: Sequence[Guided], source: str, target: str) -> list[str]:
    """Return the translations of one call, or of one for plain texts and one for those with markup."""
    kinds = dict.fromkeys(text.markup for text in texts)
    if len(kinds) < 2:
        return _called(backend, texts, source, target)
    answers = {kind: iter(_called(backend, [text for text in texts if text.markup is kind], source, target)) for kind in kinds}
    return [next(answers[text.markup]) for text in texts]


def _called(backend: Backend, texts: Sequence[Guided], source: str, target: str) -> list[str]:
    if isinstance(backend, GuidedBackend):
        answers = backend.translate_guided(texts, source=source, target=target)
    else:
        answers = backend.translate([guided.text for guided in texts], source=source, target=target)
    if len(answers) != len(texts):
        raise BackendError(f"{backend.name}: {len(answers)} answers to {len(texts)} texts")
    return answers
