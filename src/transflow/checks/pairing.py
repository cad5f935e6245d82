"""Which name of the target stands for which name of the source: one to one, so that one right use does not hide three wrong ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.glossary import Naming
    from transflow.model import Mention, Slot


@dataclass(frozen=True, slots=True)
class Pairing:
    """The mentions of one unit in pairs (source, target), and those left over on each side, all in the order of the text."""

    pairs: tuple[tuple[Mention, Mention], ...] = ()
    missing: tuple[Mention, ...] = ()
    extra: tuple[Mention, ...] = ()


NOTHING = Pairing()
# What a round of pairing asks for: the same voice, a name that may stand there, and whether it is part of a gloss.
_ROUNDS = ((True, True, False), (True, False, False), (False, True, False), (False, False, False), (False, False, True))


def pair(source: tuple[Mention, ...], target: tuple[Mention, ...], *, naming: Naming, slot: Slot) -> Pairing:
    """Pair the mentions of each concept: by voice and by a name that may stand there first, then by voice, then whatever is left.

    Translations reorder, so of two mentions in one voice each takes the one that suits it; only what nothing suits is paired in order.
    What explains a name in the edition's own gloss is somebody's partner only where nothing else is left.
    """
    pairs: list[tuple[Mention, Mention]] = []
    missing, extra = list(source), list(target)
    for same_voice, suiting, explains in _ROUNDS:
        for mention in tuple(missing):
            partner = next(
                (
                    other
                    for other in extra
                    if other.concept == mention.concept
                    and other.explains is explains
                    and (other.voice is mention.voice or not same_voice)
                    and (not suiting or may_stand(other, (mention,), naming=naming, slot=slot))
                ),
                None,
            )
            if partner is not None:
                pairs.append((mention, partner))
                missing.remove(mention)
                extra.remove(partner)
    return Pairing(tuple(sorted(pairs, key=lambda both: both[1].start)), tuple(missing), tuple(extra))


def may_stand(mention: Mention, said: Iterable[Mention], *, naming: Naming, slot: Slot) -> bool:
    """Tell whether the edition allows a name of the target, in its voice and slot, where the source has said these; an ambiguous form is never accused."""
    return not set(naming.allowed(mention, slot, said)).isdisjoint(mention.names or (mention.name,))
