"""Whoever guesses passwords waits: by the account that is tried and by the address that tries, whether the account is there or not.

Most of all who tries the same account from the same address; the account as such only after many tries from everywhere and for half a minute
at most, so that nobody can lock another out.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FORGOTTEN = 15 * 60.0  # seconds after which old tries no longer count
_REMEMBERED = 10_000


@dataclass(slots=True)
class _Tries:
    number: int
    last: float
    until: float


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries are free; each after that doubles the wait, up to `longest` seconds."""

    free: int
    longest: float

    def wait(self, number: int) -> float:
        """Return how long to wait after this many failed tries."""
        return 0.0 if number < self.free else float(min(2 ** min(number - self.free, 20), self.longest))


BOTH = Limit(5, 300.0)
ADDRESS = Limit(20, 300.0)
ACCOUNT = Limit(50, 30.0)


class Slowing:
    """The failed tries of late; many threads may ask at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: OrderedDict[tuple[str, str], _Tries] = OrderedDict()

    def begin(self, account: str, address: str) -> float:
        """Count a try as failed until it has succeeded, and return 0; or return how many seconds to wait before the next one."""
        now = self._clock()
        keys = (((account, address), BOTH), (("", address), ADDRESS), ((account, ""), ACCOUNT))
        with self._lock:
            waits = [self._at(key, now).until - now for key, _ in keys]
            if max(waits) > 0:
                return max(waits)
            for key, limit in keys:
                tries = self._at(key, now)
                tries.number += 1
                tries.last = now
                tries.until = now + limit.wait(tries.number)
                self._tries[key] = tries
                self._tries.move_to_end(key)
            while len(self._tries) > _REMEMBERED:
                self._tries.popitem(last=False)
        return 0.0

    def succeed(self, account: str, address: str) -> None:
        """Forget the failed tries of an account from an address, and this one of each by itself."""
        with self._lock:
            self._tries.pop((account, address), None)
            for key in (("", address), (account, "")):
                if (tries := self._tries.get(key)) is not None:
                    tries.number -= 1
                    tries.until = 0.0

    def _at(self, key: tuple[str, str], now: float) -> _Tries:
        tries = self._tries.get(key)
        return tries if tries is not None and now - tries.last < _FORGOTTEN else _Tries(0, now, 0.0)
