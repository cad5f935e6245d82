from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from transflow.errors import StorageError, UsageError
from transflow.files import append, locked, read_text, save, sweep


def test_a_byte_order_mark_and_every_line_end_survive_reading(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("\ufeffa\r\nb\rc\n".encode())
    assert read_text(tmp_path / "a") == "\ufeffa\r\nb\rc\n"


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [(b"ok\n\xff", "2:1", "not valid UTF-8: byte 0xff"), (b"\xd5\xa1\xd5", "1:2", "not valid UTF-8"), (b"a\nb\x00", "2", "binary file")],
)
def test_bad_bytes_are_told_with_their_place(tmp_path: Path, content: bytes, where: str, what: str) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_text(tmp_path / "a")
    assert str(caught.value).startswith(f"{tmp_path / 'a'}:{where}: ")
    assert what in str(caught.value)


def test_a_directory_a_missing_file_and_a_pipe_are_no_text(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    opener = threading.Thread(target=lambda: os.close(os.open(tmp_path / "pipe", os.O_WRONLY)))
    opener.start()
    for name, what in (("", "directory"), ("none", "no such file"), ("pipe", "not an ordinary file")):
        with pytest.raises(UsageError, match=what):
            read_text(tmp_path / name)
    opener.join()


def test_saving_the_same_bytes_again_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a"
    assert save(path, "text")
    before = path.stat()
    assert not save(path, "text")
    assert path.stat() == before


def test_saving_keeps_permissions_and_writes_through_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    save(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_full_disk_is_told_and_the_old_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    script = (
        "import resource,sys,signal\nfrom pathlib import Path\nfrom transflow.files import save\nfrom transflow.errors import StorageError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    save(Path(sys.argv[1]), 'x' * 100_000)\nexcept StorageError as bad:\n    print(bad); sys.exit(2)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stdout
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_a_read_only_directory_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(StorageError, match="no permission to write here"):
        save(tmp_path / "a", "text")


def test_kill_9_in_mid_save_leaves_one_version_whole_in_100_of_100_tries(tmp_path: Path) -> None:
    path = tmp_path / "a"
    script = (
        "import sys\nfrom pathlib import Path\nfrom transflow.files import save\nprint('ready', flush=True)\n"
        "n = 0\nwhile True:\n    n += 1\n    save(Path(sys.argv[1]), str(n % 10) * 400_000)\n"
    )
    for attempt in range(100):
        running = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE)
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(0.001 * (attempt % 20))
        running.kill()
        running.wait()
        running.stdout.close()
        if path.exists():
            content = path.read_text()
            assert len(content) == 400_000
            assert content == content[0] * 400_000
    for stray in tmp_path.glob(".transflow-*"):
        os.utime(stray, (0, 0))
    sweep(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_no_edit_is_lost_between_two_processes_that_hold_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "count"
    path.write_text("0")
    script = (
        "import sys\nfrom pathlib import Path\nfrom transflow.files import locked, save\npath = Path(sys.argv[1])\n"
        "for _ in range(25):\n    with locked(path, cache=path.parent / 'locks'):\n        save(path, str(int(path.read_text()) + 1))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(path)]) for _ in range(4)]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    assert path.read_text() == "100"


def test_a_lock_that_stays_taken_is_told(tmp_path: Path) -> None:
    with (
        locked(tmp_path / "a", cache=tmp_path / "locks"),
        pytest.raises(StorageError, match="another transflow"),
        locked(tmp_path / "a", cache=tmp_path / "locks", timeout=0.05),
    ):
        pass


def test_a_line_that_the_disk_takes_a_part_of_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(tmp_path / "a", b"first")
    whole = os.write

    def half(descriptor: int, data: bytes) -> int:
        return whole(descriptor, data[: len(data) // 2])

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", half)
        with pytest.raises(StorageError, match="the disk is full"):
            append(tmp_path / "a", b"second")
    append(tmp_path / "a", b"third")
    assert (tmp_path / "a").read_bytes() == b"first\nthird\n"


def test_a_line_is_added_behind_one_that_was_torn(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"first\nsec")
    append(tmp_path / "a", b"third")
    assert (tmp_path / "a").read_bytes() == b"first\nsec\nthird\n"
