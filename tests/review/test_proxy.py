from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

if TYPE_CHECKING:
    from conftest import Desk

PUBLIC = "https://review.example.org"
PROXY = ("10.1.2.3", 40000)


@pytest.fixture
def behind(opened: Callable[..., Desk]) -> Desk:
    """A desk behind a proxy that signs people in."""
    return opened(origins=frozenset({PUBLIC}), proxy=True)


@pytest.mark.parametrize("name", ["anna", "anna@example.org", "Anna@Example.org"])
def test_the_proxy_is_believed(behind: Desk, browse: Callable[..., TestClient], name: str) -> None:
    client = browse(behind.app, client=PROXY, origin=PUBLIC)
    page = client.get("/help", headers={"Remote-User": name})
    assert page.status_code == 200
    assert ">Anna<" in page.text


@pytest.mark.parametrize("name", ["nobody", "gone", "elsewhere", "", "anna, omid", "ANNA"])
def test_whom_the_project_does_not_know_the_proxy_cannot_bring_in(behind: Desk, browse: Callable[..., TestClient], name: str) -> None:
    client = browse(behind.app, client=PROXY, origin=PUBLIC)
    assert client.get("/help", headers={"Remote-User": name}).status_code == 303


def test_two_names_are_none(behind: Desk, browse: Callable[..., TestClient]) -> None:
    client = browse(behind.app, client=PROXY, origin=PUBLIC)
    assert client.get("/help", headers=[("Remote-User", "anna"), ("Remote-User", "omid")]).status_code == 303


@pytest.mark.parametrize("address", ["10.1.2.4", "127.0.0.1", "::ffff:10.1.2.4", "nonsense"])
def test_nobody_else_is_believed(behind: Desk, browse: Callable[..., TestClient], address: str) -> None:
    client = browse(behind.app, client=(address, 40000), origin=PUBLIC)
    forged = {"Remote-User": "anna", "X-Forwarded-For": "10.1.2.3", "Forwarded": "for=10.1.2.3"}
    assert client.get("/help", headers=forged).status_code == 303


def test_the_proxy_is_not_believed_where_nobody_asked_for_it(opened: Callable[..., Desk], browse: Callable[..., TestClient]) -> None:
    client = browse(opened().app, client=PROXY)
    assert client.get("/help", headers={"Remote-User": "anna"}).status_code == 303


def test_guesses_through_the_proxy_count_for_the_browser_and_not_for_the_proxy(behind: Desk, browse: Callable[..., TestClient]) -> None:
    client = browse(behind.app, client=PROXY, origin=PUBLIC)
    wrong = {"person": "nobody", "password": "wrong horse battery"}
    client.post("/sign-in", data=wrong, headers={"X-Forwarded-For": "anybody's word, 192.0.2.7"})
    addresses = {address for _, address in behind.app.state.entry._slowing._tries if address}
    assert addresses == {"192.0.2.7"}


def test_behind_a_proxy_of_this_machine_that_speaks_https_each_browser_waits_for_its_own_guesses(
    opened: Callable[..., Desk], browse: Callable[..., TestClient]
) -> None:
    desk = opened(origins=frozenset({PUBLIC}))
    client = browse(desk.app, origin=PUBLIC)
    wrong = {"person": "nobody", "password": "wrong horse battery"}
    client.post("/sign-in", data=wrong, headers={"X-Forwarded-For": "anybody's word, 192.0.2.7"})
    browse(desk.app, client=("198.51.100.9", 40000), origin=PUBLIC).post("/sign-in", data=wrong, headers={"X-Forwarded-For": "192.0.2.8"})
    assert {address for _, address in desk.app.state.entry._slowing._tries if address} == {"192.0.2.7", "198.51.100.9"}
