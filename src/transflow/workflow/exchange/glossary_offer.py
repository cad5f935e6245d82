"""What a file of another program offers: data in the shape of a glossary file, the place of every piece, and what was told on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from transflow.yamlfile import YamlFile

if TYPE_CHECKING:
    from transflow.errors import Position
    from transflow.yamlfile import KeyPath


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a format cannot say, or that transflow does not take over: what, where it first stands, and how often."""

    what: str
    at: Position | None = None
    count: int = 1

    def __str__(self) -> str:
        """Return `file:line: what (n times)`."""
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"{self.at}: {self.what}{times}" if self.at else f"{self.what}{times}"


@dataclass
class Offer:
    """Fills with what a file says of concepts, and gives it out as if it had been read from YAML.

    `unsaid` holds (concept, key) where the file did not say a concept's `kind`, or whether it is `contested`.
    """

    name: str
    concepts: dict[Any, Any] = field(default_factory=dict)
    unsaid: set[tuple[str, str]] = field(default_factory=set)
    _values: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    _told: dict[str, Remark] = field(default_factory=dict)

    def put(self, path: KeyPath, value: object, at: Position | None) -> None:
        """Say something at a path below `concepts`; what stands there already is replaced."""
        inside: dict[str | int, Any] = self.concepts
        for step in path[:-1]:
            inside = inside.setdefault(step, {})
        inside[path[-1]] = value
        self.place(path, at)

    def place(self, path: KeyPath, at: Position | None) -> None:
        """Note where the value of a path, or an item of it, stands."""
        if at is not None and at.line is not None:
            self._values[("concepts", *path)] = (at.line, at.column or 1)

    def get(self, *path: str) -> Any:  # noqa: ANN401 - as the values of YAML
        """Return what has been said at a path, or None."""
        inside: Any = self.concepts
        for step in path:
            inside = inside.get(step) if isinstance(inside, dict) else None
        return inside

    def tell(self, what: str, at: Position | None) -> None:
        """Note what is not taken over; the same again is counted."""
        before = self._told.get(what)
        self._told[what] = Remark(what, before.at, before.count + 1) if before else Remark(what, at)

    @property
    def told(self) -> tuple[Remark, ...]:
        """What is not taken over, in the order of the file."""
        return tuple(self._told.values())

    @property
    def file(self) -> YamlFile:
        """The data with its places."""
        return YamlFile(self.name, {"concepts": self.concepts}, self._values, self._values)
