"""The sign-in of a server for one person: a link that is printed in the terminal and works once.

Another account of the same machine can reach the port, but not read the terminal.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Link:
    """One token at a time; using it makes the next one, which is told to `printed`."""

    def __init__(self, printed: Callable[[str], None] = lambda _: None) -> None:
        self._lock = threading.Lock()
        self._printed = printed
        self.token = secrets.token_urlsafe(24)

    def fits(self, given: str) -> bool:
        """Tell whether this is the token, without using it."""
        return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self.token.encode())

    def use(self, given: str) -> bool:
        """Tell whether this was the token; it is used by that."""
        with self._lock:
            if not self.fits(given):
                return False
            self.token = secrets.token_urlsafe(24)
        self._printed(self.token)
        return True
