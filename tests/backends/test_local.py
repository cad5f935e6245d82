"""The embedded engine, as far as it can be tested without one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transflow.backends import local
from transflow.errors import BackendError, UnavailableError, UnsupportedPairError


class _Panic(BaseException):
    """What the engine raises in place of an Exception."""


def _engine(answer: Callable[[str], str]) -> type:
    class Engine:
        def __init__(self, **files: bytes) -> None:
            assert all(files.values())

        def translate(self, text: str) -> str:
            return answer(text)

        @classmethod
        def load(cls, src: str, trg: str, cache_dir: str | None) -> Engine:
            raise ValueError(
                f"no model or pivot route for {src}→{trg} in {cache_dir}" if trg == "hy" else "Remote Settings was unreachable"
            )

    return Engine


@pytest.mark.parametrize(
    ("source", "target", "supported"),
    [
        ("en", "pt-BR", True),
        ("en", "pt", True),
        ("en", "pt_BR", True),
        ("pt-PT", "en-GB", True),
        ("en", "pt-PT", False),
        ("en", "ru", False),
        ("en", "en", False),
    ],
)
def test_only_english_and_brazilian_portuguese_are_there_unasked(source: str, target: str, supported: bool) -> None:  # noqa: FBT001 - a column of the table
    assert local.create({}).supports(source, target) is supported


def test_other_pairs_are_tried_only_where_download_is_allowed() -> None:
    with pytest.raises(UnsupportedPairError, match=r"en → ru is installed; with `download: true`"):
        local.create({}).translate(["road"], source="en", target="ru")
    assert local.create({"download": True}).supports("en", "ru")


def test_a_panic_of_the_engine_is_an_ordinary_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(_: str) -> str:
        raise _Panic

    monkeypatch.setattr(local, "_engine_class", lambda: _engine(panic))
    with pytest.raises(BackendError, match=r"failed inside \(_Panic\)"):
        local.create({}).translate(["road"], source="en", target="pt-BR")


def test_a_pair_that_no_model_serves_is_unsupported_and_an_unreachable_server_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_engine_class", lambda: _engine(str))
    backend = local.create({"download": True})
    with pytest.raises(UnsupportedPairError, match="there is no model for en → hy"):
        backend.translate(["road"], source="en", target="hy")
    with pytest.raises(UnavailableError, match="the model for en → ru could not be fetched"):
        backend.translate(["road"], source="en", target="ru")


def test_missing_model_files_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "find_spec", lambda _: None)
    with pytest.raises(UnavailableError, match=r"install transflow\[local\]"):
        local.create({}).translate(["road"], source="en", target="pt-BR")


def test_an_empty_text_stays_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_engine_class", lambda: _engine(lambda _: "O presidente"))
    assert local.create({}).translate(["", " "], source="en", target="pt-BR") == ["", " "]
