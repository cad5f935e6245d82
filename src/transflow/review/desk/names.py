"""The names in a unit: what its edition calls for in the place of each, why, and whether the target says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transflow.checks.pairing import may_stand
from transflow.model import Turn, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transflow.checks import Reading
    from transflow.errors import Position
    from transflow.glossary import Naming
    from transflow.model import Mention

NUMBERED = 9  # names that a key puts in


@dataclass(frozen=True, slots=True)
class CalledFor:
    """A name of the source, and what the edition calls for in its place.

    `forms` are how that is written, the first preferred; `keys` the number that puts each in (0: none). `said` is what the target has for it, "" where
    nothing answers to it, and `fits` whether that may stand there. `why` is told in a few words, `reason` in the desk's own, and `rule` is where it stands.
    """

    mention: int
    text: str
    concept: str
    kind: str
    contested: bool
    definition: str
    forms: tuple[str, ...]
    keys: tuple[int, ...]
    why: str
    reason: str
    rule: str
    style: str
    voice: Voice
    first: bool
    adjective: bool
    said: str
    fits: bool
    gloss: str = ""
    rivals: tuple[str, ...] = ()
    concept_at: str = ""

    @property
    def keyed(self) -> tuple[tuple[str, int], ...]:
        """Each form with its key."""
        return tuple(zip(self.forms, self.keys, strict=True))


def called_for(reading: Reading, naming: Naming, *, root: str) -> tuple[CalledFor, ...]:
    """Return the names of a unit's source in the order of the text, each use once; `root` is the project's, which places leave out."""
    keys: dict[str, int] = {}
    told: dict[tuple[object, ...], CalledFor] = {}
    for at, mention in enumerate(reading.source_mentions):
        use = (mention.text, mention.concept, mention.voice, mention.turn, mention.kept)
        if use not in told:
            told[use] = _one(at, reading, naming, root=root, keys=keys)
    return tuple(told.values())


def _one(at: int, reading: Reading, naming: Naming, *, root: str, keys: dict[str, int]) -> CalledFor:
    mention = reading.source_mentions[at]
    expected = naming.expected(mention, reading.slot)
    concept = naming.glossary.concepts[mention.concept]
    forms = tuple(dict.fromkeys(expected.forms))
    partner = next((target for source, target in reading.pairing.pairs if source is mention), None)
    _, rule = naming.choice(mention, reading.slot)
    return CalledFor(
        mention=at,
        text=mention.text,
        concept=mention.concept,
        kind=str(concept.kind),
        contested=concept.contested,
        definition=concept.definition,
        forms=forms,
        keys=tuple(_key(form, keys) for form in forms),
        why=_why(mention, naming, as_source=expected.as_source),
        reason=expected.reason or rule.reason,
        rule=_place(expected.position, root),
        style=expected.style,
        voice=mention.voice,
        first=mention.turn is Turn.FIRST,
        adjective=mention.derived,
        said=partner.text if partner else "",
        fits=partner is not None and may_stand(partner, (mention,), naming=naming, slot=reading.slot),
        gloss=naming.gloss_for(mention.concept) if mention.turn is Turn.FIRST else "",
        rivals=mention.rivals,
        concept_at=_place(concept.position, root),
    )


def _key(form: str, keys: dict[str, int]) -> int:
    """Return the number of the key that puts a form in; the same form has one key, and there are nine."""
    if form not in keys:
        keys[form] = len(keys) + 1
    return keys[form] if keys[form] <= NUMBERED else 0


def _why(mention: Mention, naming: Naming, *, as_source: bool) -> str:
    if mention.kept:
        return "kept as it is in this phrase"
    if as_source:
        return "the speaker’s own word" if mention.voice is Voice.QUOTATION else "as the source says"
    return naming.style.title or naming.style.id


def _place(position: Position | None, root: str) -> str:
    return str(position or "").removeprefix(f"{root}/")


def numbered(names: Iterable[CalledFor]) -> tuple[str, ...]:
    """Return the forms that the keys 1 to 9 put in, in their order."""
    keyed = {key: form for name in names for form, key in zip(name.forms, name.keys, strict=True) if key}
    return tuple(keyed[key] for key in sorted(keyed))
