"""The endurance run at a size that fits between other tests; `python tests/faults/endurance` is the full one: 8 people × 500 saves, 50 kills."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_nothing_is_lost_while_eight_people_save_the_shell_works_and_the_server_is_killed_again_and_again(tmp_path: Path) -> None:
    command = [sys.executable, str(Path(__file__).parent / "endurance"), "--saves", "40", "--kills", "8", "--keep", str(tmp_path / "desk")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=540)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "320 saves" in done.stdout
