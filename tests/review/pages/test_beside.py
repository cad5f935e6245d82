"""What is worked out beside the server, at a server as a person starts it."""

from __future__ import annotations

import json
import re
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def ask(site: Any, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
    """Ask a real server; return the status, the cookie that it sets, and the text."""
    parts = urlsplit(site.address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    connection.request(method, path, body or None, {"Origin": site.address, "Sec-Fetch-Site": "same-origin", **headers})
    answer = connection.getresponse()
    said = answer.status, str(answer.headers["set-cookie"]).partition(";")[0], answer.read().decode()
    connection.close()
    return said


def test_an_impact_is_worked_out_in_a_process_that_ends_with_the_server(project: Path, start_site: Any) -> None:
    site = start_site(project)
    token = site.said.partition("token=")[2].split()[0]
    _, cookie, _ = ask(site, "POST", "/sign-in", f"token={token}", **{"Content-Type": "application/x-www-form-urlencoded"})
    page = ask(site, "GET", "/rules/file/styles/desk.yaml", Cookie=cookie)[2]
    (tag,) = re.findall(r'data-tag="([0-9a-f]{16})"', page)
    text = (project / "glossary" / "styles" / "desk.yaml").read_text().replace("narration: lachin\n", "narration: berdzor\n")
    headers = {"Cookie": cookie, "Content-Type": "application/json", "Accept": "application/json", "If-Match": tag}
    status, _, answer = ask(site, "POST", "/rules/file/styles/desk.yaml/impact", json.dumps({"text": text}), **headers)
    assert (status, "approvals lapse" in json.loads(answer)["html"]) == (200, True)
    status, _, answer = ask(site, "POST", "/rules/file/styles/desk.yaml/impact", json.dumps({"text": f"{text}\nrules: 1"}), **headers)
    assert (status, json.loads(answer)["wrong"][0]["what"]) == (422, "duplicate key 'rules'; it stands already in line 5")
    assert site.stop() == 0
    assert not site.running.stderr.read()
