"""Which name of the target stands for which name of the source: one to one, so that one right use does not hide three wrong ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

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


class _Round(NamedTuple):
    """What a round of pairing asks for: the same voice, a name that may stand there, a part of a gloss or none, and one concept or rival ones."""

    same_voice: bool
    suiting: bool
    explains: bool = False
    rival: bool = False


_ROUNDS = (
    _Round(same_voice=True, suiting=True),
    _Round(same_voice=True, suiting=False),
    _Round(same_voice=False, suiting=True),
    _Round(same_voice=False, suiting=False),
    _Round(same_voice=True, suiting=False, rival=True),
    _Round(same_voice=False, suiting=False, rival=True),
    _Round(same_voice=False, suiting=False, explains=True),
)


def pair(source: tuple[Mention, ...], target: tuple[Mention, ...], *, naming: Naming, slot: Slot) -> Pairing:
    """Pair the mentions of each concept: by voice and by a name that may stand there first, then by voice, then whatever is left.

    Translations reorder, so of two mentions in one voice each takes the one that suits it; only what nothing suits is paired in order.
    A form that may be another concept's answers to that where nothing else does, and what explains a name in the edition's own gloss
    answers only where nothing else is left.
    """
    pairs: list[tuple[Mention, Mention]] = []
    missing, extra = list(source), list(target)
    for wanted in _ROUNDS:
        for mention in tuple(missing):
            partner = next(
                (
                    other
                    for other in extra
                    if (_are_rivals(other, mention) if wanted.rival else other.concept == mention.concept)
                    and other.explains is wanted.explains
                    and (other.voice is mention.voice or not wanted.same_voice)
                    and (not wanted.suiting or may_stand(other, (mention,), naming=naming, slot=slot))
                ),
                None,
            )
            if partner is not None:
                pairs.append((mention, partner))
                missing.remove(mention)
                extra.remove(partner)
    return Pairing(tuple(sorted(pairs, key=lambda both: both[1].start)), tuple(missing), tuple(extra))


def _are_rivals(one: Mention, other: Mention) -> bool:
    """Tell whether one of two mentions may be of the other's concept, though it is shown as one of its own."""
    return one.concept in other.rivals or other.concept in one.rivals


def may_stand(mention: Mention, said: Iterable[Mention], *, naming: Naming, slot: Slot) -> bool:
    """Tell whether the edition allows a name of the target, in its voice and slot, where the source has said these.

    An ambiguous form is never accused: one of several names where one of them may stand, one of several concepts nowhere.
    """
    if mention.rivals:
        return True
    return not set(naming.allowed(mention, slot, said)).isdisjoint(mention.names or (mention.name,))
