from __future__ import annotations

from starlette.testclient import TestClient


def test_the_board_has_every_edition(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert all(f">{edition}<" in page.text for edition in ("pt_BR", "ru@desk", "fa"))
