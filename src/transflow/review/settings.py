"""What a review server is told when it starts: which project, by which addresses a browser may call it, and who may come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from transflow.policy import Person

MAX_BODY = 1024 * 1024  # a unit with its target is a few kB; more is nobody's honest request


def _nowhere(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Settings:
    """One project's server. `origins` are the addresses that a browser may use (`http://127.0.0.1:8440`), none other is answered.

    `alone` is the person of a server for one, who comes in by the link that is printed in the terminal; None where people sign in.
    `proxy` says that the proxy of transflow.yaml is believed when it tells who somebody is. `told` is where a new link is printed, `log`
    where every request is noted, None for nowhere.
    """

    root: Path
    origins: frozenset[str]
    alone: Person | None = None
    proxy: bool = False
    max_body: int = MAX_BODY
    told: Callable[[str], None] = _nowhere
    log: Callable[[str], None] | None = None
    hosts: frozenset[str] = field(init=False)
    secure: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hosts", frozenset(urlsplit(origin).netloc for origin in self.origins))
        object.__setattr__(self, "secure", all(origin.startswith("https:") for origin in self.origins))
