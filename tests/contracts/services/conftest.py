"""One small server that speaks every service's wire format, as their documentation gives it, and fails in every way that a test asks for."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from transflow.backends import Backend, open_backend

KEY = "s3cret-KEY-0123456789-abcdef"


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Its body, where that is JSON."""
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        """Its body, where that is a form."""
        return {name: values[0] for name, values in parse_qs(self.body.decode(), strict_parsing=True).items()}


@dataclass(frozen=True)
class Reply:
    """What the server says instead of translating.

    `promised` is a Content-Length that it does not keep, `late` seconds of silence before all, `drip` before every byte.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    promised: int = 0
    late: float = 0.0
    drip: float = 0.0


@dataclass(frozen=True)
class Dialect:
    """How one service is asked and answers: options and environment, its texts in a request, a translation, and its own errors."""

    name: str
    read: Callable[[Asked], list[str]]
    write: Callable[[list[Any]], Any]
    quota: tuple[int, Any]
    no_pair: tuple[int, Any]
    error: Callable[[str], Any]
    options: dict[str, object] = field(default_factory=dict)
    environment: tuple[str, ...] = ()
    path: str = ""


def _model_answer(texts: list[Any]) -> Any:
    content = json.dumps({str(number): text for number, text in enumerate(texts)})
    return {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}]}


DIALECTS = (
    Dialect(
        "deepl",
        read=lambda asked: asked.json["text"],
        write=lambda texts: {"translations": [{"detected_source_language": "EN", "text": text} for text in texts]},
        quota=(456, {"message": "Quota Exceeded"}),
        no_pair=(400, {"message": "Value for 'target_lang' not supported."}),
        error=lambda said: {"message": said},
        environment=("DEEPL_AUTH_KEY",),
    ),
    Dialect(
        "google",
        read=lambda asked: asked.json["contents"],
        write=lambda texts: {"translations": [{"translatedText": text} for text in texts]},
        quota=(429, {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "Quota exceeded for v3 characters per day"}}),
        no_pair=(400, {"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": "Target language is invalid."}}),
        error=lambda said: {"error": {"code": 500, "message": said, "status": "INTERNAL"}},
        options={"project": "newsroom"},
        environment=("GOOGLE_ACCESS_TOKEN",),
    ),
    Dialect(
        "azure",
        read=lambda asked: [row["Text"] for row in asked.json],
        write=lambda texts: [{"translations": [{"text": text, "to": "pt"}]} for text in texts],
        quota=(403, {"error": {"code": 403001, "message": "The subscription has exceeded its free quota."}}),
        no_pair=(400, {"error": {"code": 400036, "message": "The target language is not valid."}}),
        error=lambda said: {"error": {"code": 500000, "message": said}},
        environment=("AZURE_TRANSLATOR_KEY",),
    ),
    Dialect(
        "amazon",
        read=lambda asked: [asked.json["Text"]],
        write=lambda texts: {"TranslatedText": texts[0], "SourceLanguageCode": "en", "TargetLanguageCode": "pt"} if texts else {},
        quota=(400, {"__type": "LimitExceededException", "Message": "The specified limit has been exceeded."}),
        no_pair=(400, {"__type": "UnsupportedLanguagePairException", "Message": "Unsupported language pair: en to xx."}),
        error=lambda said: {"__type": "SomeException", "Message": said},
        options={"region": "eu-west-1"},
        environment=("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    ),
    Dialect(
        "yandex",
        read=lambda asked: asked.json["texts"],
        write=lambda texts: {"translations": [{"text": text} for text in texts]},
        quota=(429, {"code": 8, "message": "limit on characters per hour was exceeded", "details": []}),
        no_pair=(400, {"code": 3, "message": "unsupported target_language_code: xx", "details": []}),
        error=lambda said: {"code": 13, "message": said, "details": []},
        environment=("YANDEX_API_KEY",),
    ),
    Dialect(
        "libretranslate",
        read=lambda asked: asked.json["q"],
        write=lambda texts: {"translatedText": texts},
        quota=(429, {"error": "Slowdown: 500 per 1 day"}),
        no_pair=(400, {"error": "xx is not supported"}),
        error=lambda said: {"error": said},
        environment=("LIBRETRANSLATE_API_KEY",),
    ),
    Dialect(
        "apertium-apy",
        read=lambda asked: [asked.form["q"]],
        write=lambda texts: {
            "responseData": {"translatedText": texts[0] if texts else None},
            "responseDetails": None,
            "responseStatus": 200,
        },
        quota=(402, {"status": "error", "code": 402, "message": "Payment Required", "explanation": "the operator's own limit"}),
        no_pair=(400, {"status": "error", "code": 400, "message": "Bad Request", "explanation": "That pair is not installed"}),
        error=lambda said: {"status": "error", "code": 500, "message": "Error", "explanation": said},
    ),
    Dialect(
        "modernmt",
        read=lambda asked: asked.json["q"],
        write=lambda texts: {"status": 200, "data": [{"translation": text} for text in texts]},
        quota=(403, {"status": 403, "error": {"type": "QuotaExceeded", "message": "Monthly quota exceeded"}}),
        no_pair=(400, {"status": 400, "error": {"type": "LanguageException", "message": "Language pair not supported"}}),
        error=lambda said: {"status": 500, "error": {"type": "Exception", "message": said}},
        environment=("MODERNMT_API_KEY",),
    ),
    Dialect(
        "openai",
        read=lambda asked: [row["text"] for row in json.loads(asked.json["messages"][1]["content"])["texts"]],
        write=_model_answer,
        quota=(429, {"error": {"message": "You exceeded your current quota", "type": "insufficient_quota", "code": "insufficient_quota"}}),
        no_pair=(0, None),  # a model is never asked for a pair that it could refuse
        error=lambda said: {"error": {"message": said, "type": "server_error", "code": None}},
        options={"model": "small"},
        environment=("OPENAI_API_KEY",),
    ),
)


def translated(text: str) -> str:
    """What the server answers to a text: the text in capitals, so that order and completeness show."""
    return text.upper()


class Server:
    """A server on a free port of the loopback interface; `replies` are used up before it translates, `always` never is."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.asked: list[Asked] = []
        self.replies: deque[Reply] = deque()
        self.always: Reply | None = None
        self.answer: Callable[[str], Any] = translated
        self._stop = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                server.serve(self)

            def do_DELETE(self) -> None:
                server.serve(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where an engine finds it."""
        return f"http://127.0.0.1:{self._http.server_port}{self.dialect.path}"

    @property
    def texts(self) -> list[list[str]]:
        """The texts of every request."""
        return [self.dialect.read(asked) for asked in self.asked]

    def close(self) -> None:
        """Stop, with every request that still waits."""
        self._stop.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Keep a request, and answer it."""
        parts = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = handler.rfile.read(int(handler.headers.get("Content-Length", "0")))
        asked = Asked(handler.command, parts.path, query, {name.lower(): value for name, value in handler.headers.items()}, body)
        self.asked.append(asked)
        reply = self.always or (self.replies.popleft() if self.replies else None)
        if reply is None and asked.method == "DELETE":
            reply = Reply(204, b"")
        if reply is None:
            reply = Reply(body=json.dumps(self.dialect.write([self.answer(text) for text in self.dialect.read(asked)])).encode())
        if reply.late:
            self._stop.wait(reply.late)
        handler.send_response(reply.status)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Content-Length": str(reply.promised or len(reply.body)),
            **reply.headers,
        }
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        with contextlib.suppress(ConnectionError):  # an engine may have heard enough
            for byte in reply.body if reply.drip else b"":
                self._stop.wait(reply.drip)
                handler.wfile.write(bytes([byte]))
            handler.wfile.write(b"" if reply.drip else reply.body)
        if reply.promised:
            handler.close_connection = True


@pytest.fixture(params=[dialect.name for dialect in DIALECTS])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A running server for each service in turn, with its key in the environment."""
    (dialect,) = (known for known in DIALECTS if known.name == request.param)
    for variable in dialect.environment:
        monkeypatch.setenv(variable, KEY)
    made = Server(dialect)
    yield made
    made.close()


@pytest.fixture
def other_server() -> Iterator[Server]:
    """A second server, which nobody should ever ask."""
    made = Server(DIALECTS[0])
    yield made
    made.close()


@pytest.fixture
def backend(server: Server) -> Backend:
    return opened(server)


@pytest.fixture
def open_with() -> Callable[..., Backend]:
    return opened


@pytest.fixture
def reply() -> type[Reply]:
    return Reply


@pytest.fixture
def key() -> str:
    return KEY


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, none of which lasts."""
    made: list[float] = []
    monkeypatch.setattr(time, "sleep", made.append)
    return made


def opened(server: Server, **options: object) -> Backend:
    """Return the engine that speaks to a server."""
    return open_backend(server.dialect.name, {"url": server.address, "rate": 1000, **server.dialect.options, **options})
