"""Opening a browser without telling the other accounts of the machine how to get in: they see the arguments of every program."""

from __future__ import annotations

import contextlib
import html
import os
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = (
    '<!doctype html><meta charset="utf-8"><title>transflow</title><meta http-equiv="refresh" content="0;url={0}"><a href="{0}">Go on</a>\n'
)


@contextlib.contextmanager
def opened(address: str) -> Iterator[bool]:
    """Open an address that lets somebody in, by way of a file that only this account can read; it is gone when the block ends.

    Gives whether there was a browser.
    """
    with tempfile.TemporaryDirectory(prefix="transflow-", dir=os.environ.get("XDG_RUNTIME_DIR") or None) as directory:
        page = Path(directory) / "review.html"
        page.touch(mode=0o600)
        page.write_text(_PAGE.format(html.escape(address)), encoding="utf-8")
        yield webbrowser.open(page.as_uri())
