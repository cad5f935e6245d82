"""The server as a person starts it: a process, a port, a signal."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from conftest import Site

EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing that is tried here comes to listen
PASSWORD = "correct horse battery"  # noqa: S105 - nobody's but the tests'


def transflow(project: Path, *arguments: str, stdin: str = "", before: str = "") -> subprocess.CompletedProcess[str]:
    """Call transflow as a shell does; `before` is run in the same process first."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent / "src"), "GIT_AUTHOR_EMAIL": "anna@example.org"}
    command = [sys.executable, "-c", f"{before}\nfrom transflow.cli import main; main()", "--project", str(project), *arguments]
    return subprocess.run(command, capture_output=True, text=True, input=stdin, timeout=60, check=False, env=environment)


def ask(site: Site, method: str, path: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
    """Ask a real server by a real connection."""
    parts = urlsplit(site.address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.request(method, path, body or None, {"Origin": site.address, "Sec-Fetch-Site": "same-origin", **headers})
    answer = connection.getresponse()
    answer.text = answer.read().decode()  # type: ignore[attr-defined]
    connection.close()
    return answer


def test_one_person_signs_in_by_the_printed_link_works_and_leaves(project: Path, start_site: Callable[..., Site]) -> None:
    site = start_site(project)
    assert ask(site, "GET", "/").status == 303
    token = site.said.partition("token=")[2].split()[0]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = ask(site, "POST", "/sign-in", f"token={token}", **form)
    cookie = str(answer.headers["set-cookie"]).partition(";")[0]
    assert ask(site, "GET", "/", Cookie=cookie).status == 200
    assert ask(site, "POST", "/sign-in", f"token={token}", **form).status == 403
    assert ask(site, "POST", "/sign-out", Cookie=cookie).status == 303
    assert ask(site, "GET", "/", Cookie=cookie).status == 303
    assert site.stop() == 0
    assert site.running.stdout is not None
    assert "/sign-in?token=" in site.running.stdout.read()  # the next link
    assert site.running.stderr is not None
    assert not site.running.stderr.read()


def test_sigterm_ends_it_and_what_it_started(project: Path, start_site: Callable[..., Site]) -> None:
    site = start_site(project)
    token = site.said.partition("token=")[2].split()[0]
    answer = ask(site, "POST", "/sign-in", f"token={token}", **{"Content-Type": "application/x-www-form-urlencoded"})
    ask(site, "GET", "/", Cookie=str(answer.headers["set-cookie"]).partition(";")[0])
    children = _children(site.running.pid)
    assert children  # the process that counts
    site.running.terminate()
    site.running.wait(timeout=20)
    assert _gone(children)


def test_whoever_kills_the_server_kills_what_it_started(project: Path, start_site: Callable[..., Site]) -> None:
    site = start_site(project)
    token = site.said.partition("token=")[2].split()[0]
    answer = ask(site, "POST", "/sign-in", f"token={token}", **{"Content-Type": "application/x-www-form-urlencoded"})
    ask(site, "GET", "/", Cookie=str(answer.headers["set-cookie"]).partition(";")[0])
    children = _children(site.running.pid)
    site.running.kill()
    site.running.wait(timeout=20)
    assert _gone(children)


def test_a_port_that_is_taken_is_told(project: Path, private: Path) -> None:
    del private
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = transflow(project, "review", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "is in use; choose another with --port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("missing", ["uvicorn", "starlette", "argon2"])
def test_a_missing_extra_is_told_with_the_command_that_brings_it(project: Path, missing: str) -> None:
    for arguments in (("review",), ("users", "list")):
        done = transflow(project, *arguments, before=f"import sys; sys.modules[{missing!r}] = None")
        if arguments[0] == "review":
            assert done.returncode == 2
            assert done.stderr == f"the review page needs {missing}: pip install 'transflow[review]'\n"
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--host", EVERYWHERE), "nobody has a password yet"),
        (("--host", "127.0.0.1", "--address", "https://review.example.org"), "nobody has a password yet"),
        (("--by", "ruth"), "ruth has left"),
        (("--proxy",), "transflow.yaml names under"),
        (("--host", "198.51.100.7"), "is no address of this machine"),
        (("--certificate", "transflow.yaml"), "go together"),
        (("--address", "ftp://x"), "is no address of a site"),
        (("--address", "https://x/path"), "is no address of a site"),
    ],
)
def test_what_would_let_in_anybody_does_not_start(project: Path, private: Path, options: tuple[str, ...], told: str) -> None:
    del private
    if "ruth" in options:
        with (project / "transflow.yaml").open("a", encoding="utf-8") as file:
            file.write("\nreview:\n  people:\n    ruth: {role: admin, active: false}\n")
    if "transflow.yaml" in options:
        options = ("--certificate", str(project / "transflow.yaml"))
    done = transflow(project, "review", "--port", "0", *options)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_certificate_that_is_none_is_told(project: Path, private: Path) -> None:
    del private
    file = str(project / "transflow.yaml")
    done = transflow(project, "review", "--port", "0", "--certificate", file, "--key", file)
    assert done.returncode == 2
    assert "the certificate and its key cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_passwords_open_a_desk_and_do_not_go_over_a_network_in_plain_text(
    peopled: Path, private: Path, start_site: Callable[..., Site]
) -> None:
    del private
    assert transflow(peopled, "users", "add", "anna", "--stdin", stdin=f"{PASSWORD}\n").returncode == 0
    for options, told in (
        (("--host", EVERYWHERE), "say by which address"),
        (("--host", EVERYWHERE, "--address", "http://desk.example.org"), "plain text"),
    ):
        done = transflow(peopled, "review", "--port", "0", *options)
        assert (done.returncode, told in done.stderr) == (2, True)
    site = start_site(peopled)
    assert "token=" not in site.said
    answer = ask(
        site, "POST", "/sign-in", "person=anna&password=correct+horse+battery", **{"Content-Type": "application/x-www-form-urlencoded"}
    )
    cookie = str(answer.headers["set-cookie"]).partition(";")[0]
    assert ask(site, "GET", "/?token=secret", Cookie=cookie).status == 200
    assert transflow(peopled, "users", "password", "anna", "--stdin", stdin="another horse battery\n").returncode == 0
    assert ask(site, "GET", "/", Cookie=cookie).status == 303
    site.stop()
    assert site.running.stderr is not None
    log = site.running.stderr.read()
    assert " anna GET / 200 " in log
    assert "secret" not in log
    assert cookie.partition("=")[2] not in log


def test_nonsense_on_the_wire_ends_nothing(project: Path, start_site: Callable[..., Site]) -> None:
    site = start_site(project)
    parts = urlsplit(site.address)
    for nonsense in (
        b"\x16\x03\x01\x02",
        b"GET / HTTP/9\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ):
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as connection:
            connection.sendall(nonsense)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(10)
            with contextlib.suppress(ConnectionError):
                connection.recv(4096)
    assert ask(site, "GET", "/sign-in").status == 200


def _children(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += [int(path.parent.name), *_children(int(path.parent.name))]
    return found


def _gone(pids: list[int]) -> bool:
    """Tell whether all these processes end soon."""
    for _ in range(200):
        if not any(_alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _alive(pid: int) -> Any:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
