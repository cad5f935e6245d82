"""Files that only this account may read: they lie outside the project, so that no `git add` takes them along.

The directory is `$XDG_CONFIG_HOME/transflow/<project>-<hash of its path>` (`~/.config/…`), or what TRANSFLOW_PRIVATE names.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from transflow.errors import Position, StorageError
from transflow.files import save

VARIABLE = "TRANSFLOW_PRIVATE"


def private_directory(root: Path) -> Path:
    """Return where what is private to a project on this machine lies."""
    if given := os.environ.get(VARIABLE):
        return Path(given).absolute()
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    real = root.resolve()
    return Path(home).absolute() / "transflow" / f"{real.name}-{hashlib.sha256(str(real).encode()).hexdigest()[:12]}"


def read_private(path: Path) -> bytes:
    """Return the bytes of a private file, none where it is not there; raises StorageError where others may read it."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return b""
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
        raise StorageError("others may read or own this file, which holds secrets; `chmod 600` it, as its owner", Position(str(path)))
    return path.read_bytes()


def save_private(path: Path, data: bytes) -> None:
    """Save a file that only this account may read, from its first byte on."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=True)  # an atomic save keeps the permissions of the file that stands
    except OSError as bad:
        raise StorageError(f"cannot be written: {bad.strerror}", Position(str(path))) from bad
    save(path, data)
