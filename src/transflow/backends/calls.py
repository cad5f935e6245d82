"""What a call to a service costs, attempt by attempt: each is paid for before it is sent, and given back where the service turns it away.

An attempt that nobody answered may have been done and charged, so it stays paid for, and the next one is paid for again.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from transflow.errors import UnsupportedPairError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Till(Protocol):
    """Where characters are paid for."""

    def reserve(self, characters: int) -> None:
        """Pay for so many characters; raises BudgetError, and takes nothing, where a budget does not allow it."""

    def give_back(self, characters: int) -> None:
        """Take back what was paid for and is not charged."""


@dataclass
class _Call:
    till: Till
    characters: int
    paid: bool = False  # for the attempt to come, or the one that is under way
    sent: bool = False

    def sending(self) -> None:
        if self.sent or not self.paid:
            self.till.reserve(self.characters)
        self.paid, self.sent = True, True

    def turned_away(self) -> None:
        if self.paid and self.sent:
            self.till.give_back(self.characters)
            self.paid = self.sent = False


_CALL: ContextVar[_Call | None] = ContextVar("call", default=None)


@contextlib.contextmanager
def paid_for(till: Till, characters: int) -> Iterator[None]:
    """Pay for a call before the block makes it; raises BudgetError, with nothing sent, where a budget does not allow it.

    An engine that does not tell of its attempts (another package's) pays once, whatever becomes of it.
    """
    call = _Call(till, characters)
    till.reserve(characters)
    call.paid = True
    token = _CALL.set(call)
    try:
        yield
    except UnsupportedPairError:
        if not call.sent:
            till.give_back(characters)
        raise
    finally:
        _CALL.reset(token)


def sending() -> None:
    """Say that an attempt is about to be sent; raises BudgetError where a budget does not allow another one."""
    call = _CALL.get()
    if call is not None:
        call.sending()


def turned_away() -> None:
    """Say that the attempt was refused, or never reached the service: it is not charged."""
    call = _CALL.get()
    if call is not None:
        call.turned_away()
