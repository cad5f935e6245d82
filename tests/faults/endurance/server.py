"""The real server in a process of its own, which can be killed as a machine's fall kills it: without a word."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from desk import Desk


class Server:
    """One server after the other, on the same port."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.kills = 0
        self._log = desk.root.parent / "server.log"
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = self.desk.command("review", "--proxy", "--port", str(self.desk.port))
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(command, env=self.desk.environment, start_new_session=True, stdout=log, stderr=log)
        until = time.monotonic() + 60
        while not self._answers():
            assert self._running.poll() is None, self._log.read_text()[-2000:]
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
