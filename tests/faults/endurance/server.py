"""The real server in a process of its own, which can be killed as a machine's fall kills it: without a word."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from desk import Desk

# As `transflow review --proxy` does it, on the port that is free here.
SERVE = """
import sys, uvicorn
from pathlib import Path
from transflow.review import Settings, create_app
from transflow.review.beside import process_beside
root, port = Path(sys.argv[1]), int(sys.argv[2])
if __name__ == "__main__":
    app = create_app(Settings(root, frozenset({f"http://127.0.0.1:{port}"}), proxy=True), process_beside)
    uvicorn.run(app, host="127.0.0.1", port=port, proxy_headers=False, access_log=False, log_level="warning")
"""


class Server:
    """One server after the other, on the same port."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.kills = 0
        self._script = desk.root.parent / "serve.py"
        self._script.write_text(SERVE)
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, str(self._script), str(self.desk.root), str(self.desk.port)]
        self._running = subprocess.Popen(command, env=self.desk.environment, start_new_session=True)
        until = time.monotonic() + 60
        while not self._answers():
            assert self._running.poll() is None, "the server does not start"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill it and what it started, at once."""
        assert self._running is not None
        os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()
        self.kills += 1

    def _answers(self) -> bool:
        try:
            urlopen(f"http://127.0.0.1:{self.desk.port}/sign-in", timeout=5).close()
        except HTTPError:
            return True
        except (URLError, OSError):
            return False
        return True
