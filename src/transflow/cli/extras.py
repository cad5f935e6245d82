"""Parts of transflow that are installed by name: a missing one is told with the command that brings it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from transflow.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_REVIEW = frozenset({"argon2", "starlette", "uvicorn"})


@contextlib.contextmanager
def review_page() -> Iterator[None]:
    """Import what the review page needs while the block runs; raises UsageError where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package not in _REVIEW:
            raise
        raise UsageError(f"the review page needs {package}: pip install 'transflow[review]'") from None
