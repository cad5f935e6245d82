"""Servers that no one here wrote, each started on a free port of the loopback interface and ended with the tests."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from transflow.backends import Backend, open_backend

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
PYTHON = ROOT / ".venv-contracts" / "bin" / "python"
PRISM = ROOT / "node_modules" / ".bin" / "prism"
DEEPL_DESCRIPTION = ROOT.parent / "shared" / "contracts" / "deepl-openapi.yaml"
PATIENCE = 60.0  # seconds that a server may take to come up on a busy machine


def _need(program: Path) -> None:
    """Fail in CI, which installs everything, and skip elsewhere, where these 700 MB may be unwanted."""
    if not program.exists():
        outcome = pytest.fail if os.environ.get("CI") else pytest.skip
        outcome(f"{program} is not installed; run .ci/prepare --all")


@contextmanager
def _running(command: Callable[[int], Sequence[str]], ready: str, directory: Path) -> Iterator[str]:
    """Run a server and yield its address as soon as it answers at the path `ready`, with whatever status."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = directory / "server.log"
    environment = {**os.environ, "HOME": str(directory), "XDG_DATA_HOME": str(directory)}
    with log.open("wb") as output:
        process = subprocess.Popen(command(port), stdout=output, stderr=output, cwd=directory, env=environment, start_new_session=True)
    try:
        _wait(process, f"http://127.0.0.1:{port}{ready}", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - http to this machine
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the server did not come up:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def apy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """The engine in front of Debian's Apertium-APY."""
    if shutil.which("apertium-apy") is None:
        pytest.fail("Debian's apertium-apy is not installed; run .ci/prepare")
    start = str(HERE / "start_apy.py")
    with _running(
        lambda port: ["/usr/bin/python3", start, "--port", str(port), "/usr/share/apertium/modes"],
        "/listPairs",
        tmp_path_factory.mktemp("apy"),
    ) as address:
        yield open_backend("apertium-apy", {"url": address})


@pytest.fixture(scope="session")
def libretranslate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Backend]]:
    """The engine in front of the LibreTranslate application, which takes three texts of 300 characters at once."""
    _need(PYTHON)
    limits = ["--batch-limit", "3", "--char-limit", "300", "--threads", "1", "--disable-web-ui", "--disable-files-translation"]
    with _running(
        lambda port: [str(PYTHON), str(HERE / "start_libretranslate.py"), "--host", "127.0.0.1", "--port", str(port), *limits],
        "/languages",
        tmp_path_factory.mktemp("libretranslate"),
    ) as address:
        yield lambda **options: open_backend("libretranslate", {"url": address, "items": 3, "characters": 300, **options})


@pytest.fixture(scope="session")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Prism, which answers as DeepL's published description says and refuses what it does not allow."""
    if not DEEPL_DESCRIPTION.exists():
        pytest.skip("DeepL's description does not lie beside this repository")
    _need(PRISM)
    with _running(
        lambda port: [str(PRISM), "mock", "--host", "127.0.0.1", "--port", str(port), str(DEEPL_DESCRIPTION)],
        "/v2/usage",
        tmp_path_factory.mktemp("prism"),
    ) as address:
        yield address


@pytest.fixture(scope="session")
def llmock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of LLMock, which plays OpenAI's server, fails on request, and judges how its client took that."""
    _need(PYTHON)
    with _running(
        lambda port: [str(PYTHON.parent / "llmock"), "serve", "--host", "127.0.0.1", "--port", str(port)],
        "/_llmock/requests",
        tmp_path_factory.mktemp("llmock"),
    ) as address:
        yield address
