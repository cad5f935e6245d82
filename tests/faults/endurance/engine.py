"""A slow engine on this machine, in LibreTranslate's own format: it says every text backwards."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW = 0.15  # seconds an answer takes: long enough for people to fill in meanwhile what it was asked for


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Answer after a while."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = [asked["q"]] if isinstance(asked["q"], str) else asked["q"]
        time.sleep(SLOW)
        body = json.dumps({"translatedText": [f"Черновик: {text}" for text in texts]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def slow_engine() -> Iterator[str]:
    """Run the engine while the block runs, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
