"""How every engine with a server is spoken to: one call in, its JSON out, and every failure as an error that a person can act on.

No redirect is followed (a key must not travel on), nothing but https leaves this machine, an answer may not be larger than
8 MiB nor take longer than it was given, and no key is ever part of a message. A service that is busy is asked again, when it
says (Retry-After, RFC 9110 10.2.3: seconds or a date) or after a growing pause; one that is out of quota is not.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import requests
import stamina
import urllib3
from pyrate_limiter import InMemoryBucket, Limiter, Rate, SingleBucketFactory

from transflow.backends import calls
from transflow.backends.options import on_this_machine
from transflow.errors import BackendError, QuotaExceededError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from transflow.backends.options import Options, Secret

HTTP_OPTIONS = ("url", "timeout", "patience", "rate")
LARGEST_ANSWER = 8 * 1024 * 1024
SHOWN = 200  # characters of what a service says of an error
TRIES = 5
FEW_TRIES = 2  # of a service that does not answer at all: each may cost the whole of `timeout`, and money
FIRST_PAUSE, LONGEST_PAUSE, JITTER = 0.5, 20.0, 0.5  # seconds
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_PERHAPS_DONE = frozenset({502, 504})  # of a gateway that lost the service's answer
_SAID = ("explanation", "message", "Message", "error_description", "detail", "error", "errors", "code")  # the plainest first
_SECONDS = re.compile(r"\s*(\d+)(?:\.\d+)?\s*")

logging.getLogger("stamina").addHandler(logging.NullHandler())  # without a handler its lines would reach the terminal

Explain: TypeAlias = "Callable[[int, Any], type[BackendError] | None]"
"""Tells from a status and the parsed answer what kind of error a service means, where HTTP alone does not; None otherwise."""


@dataclass(frozen=True, slots=True)
class Service:
    """What an engine says of its service: the usual address, the keys that no message may show, its own error codes, and its pace."""

    address: str
    secrets: tuple[Secret, ...] = ()
    explain: Explain = lambda *_: None
    timeout: float = 60.0
    rate: float = 10.0


class AgainError(UnavailableError):
    """A failure that may pass: worth up to `most` tries, the next after `wait` seconds where the service says so."""

    def __init__(self, what: str, *, wait: float | None = None, most: int = TRIES) -> None:
        super().__init__(what)
        self.wait = wait
        self.most = most


class _PlainAuth(requests.auth.AuthBase):
    """Leaves our own header alone, where requests would else look for a password in ~/.netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class Transport:
    """A service as transflow.yaml has it; made without a connection, which is opened at the first call and kept."""

    def __init__(self, options: Options, service: Service) -> None:
        self.name = options.backend
        self.address = options.address("url", service.address)
        self._service = service
        self._timeout = options.number("timeout", service.timeout)
        self._patience = Patience(options, rate=service.rate)
        self._session: requests.Session | None = None

    def __repr__(self) -> str:
        """Return the service's name and address, neither of which holds a key."""
        return f"<Transport {self.name} {self.address}>"

    def post(
        self,
        path: str = "",
        *,
        body: object = None,
        form: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:  # noqa: ANN401 - JSON has any shape
        """Send JSON (or a form) and return the JSON that comes back.

        Raises UnavailableError, QuotaExceededError or BackendError, or what `explain` says.
        """
        sent = dict(headers or {})
        data: bytes | dict[str, str] | None = dict(form) if form is not None else None
        if body is not None:
            # unescaped: \u0430 for every Cyrillic letter would treble what counts against a service's limit
            data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
            sent["Content-Type"] = "application/json; charset=utf-8"
        return self._send(requests.Request("POST", self.address + path, data=data, params=dict(query or {}), headers=sent))

    def delete(self, path: str, *, headers: Mapping[str, str]) -> None:
        """Delete what lies at a path; raises as `post` does."""
        self._send(requests.Request("DELETE", self.address + path, headers=dict(headers)))

    def _send(self, request: requests.Request) -> Any:  # noqa: ANN401 - JSON has any shape
        return self._patience.call(lambda: self._answer(*self._call(request)))

    def _call(self, request: requests.Request) -> tuple[int, Mapping[str, str], bytes]:
        """Return status, headers and body; every failure of the network becomes an error of ours, without its cause, which may hold an address or a key."""
        session = self._opened()
        deadline = time.monotonic() + self._timeout
        try:
            settings = session.merge_environment_settings(request.url or "", {}, True, None, None)
            with session.send(session.prepare_request(request), timeout=self._timeout, allow_redirects=False, **settings) as response:
                return response.status_code, response.headers, self._body(response, deadline)
        except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError) as late:
            if isinstance(late, requests.exceptions.ConnectTimeout):
                calls.turned_away()
            raise AgainError(f"{self.name}: no answer within {self._timeout:g} s", most=FEW_TRIES) from None
        except requests.exceptions.SSLError:
            calls.turned_away()
            raise UnavailableError(f"{self.name}: the certificate of {self._host} is not to be trusted") from None
        except requests.exceptions.ConnectionError as broken:
            if _never_connected(broken):
                calls.turned_away()
                raise AgainError(f"{self.name}: {self._host} cannot be reached", most=FEW_TRIES) from None
            raise AgainError(f"{self.name}: {self._host} hung up without an answer", most=FEW_TRIES) from None
        except urllib3.exceptions.HTTPError:
            raise AgainError(f"{self.name}: {self._host} broke off its answer", most=FEW_TRIES) from None
        except (requests.exceptions.RequestException, ValueError, UnicodeError) as bad:
            raise UnavailableError(f"{self.name}: the call to {self._host} failed ({type(bad).__name__})") from None

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        """Read what comes as it comes: an answer that drips, a byte now and then, never keeps a read waiting too long."""
        parts: list[bytes] = []
        size = 0
        while part := response.raw.read1(65_536, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > LARGEST_ANSWER:
                raise BackendError(f"{self.name}: an answer of more than {LARGEST_ANSWER:,} bytes")
            if time.monotonic() > deadline:
                raise requests.exceptions.ReadTimeout
        return b"".join(parts)

    def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> Any:  # noqa: ANN401 - JSON has any shape
        if status == 204:  # done, with nothing to say
            return None
        answer = _parsed(body)
        if 200 <= status < 300:
            if answer is not None:
                return answer
            if "html" in headers.get("Content-Type", ""):
                raise UnavailableError(f"{self.name}: {self._host} answered with a web page")
            raise BackendError(f"{self.name}: the answer is no JSON, or only the beginning of one")
        raise failure(self.name, status, answer, headers, self._service)

    @property
    def _host(self) -> str:
        return urlsplit(self.address).hostname or self.address

    def _opened(self) -> requests.Session:
        """Return the session, which keeps its connection; proxies of the environment are for the world outside only."""
        if self._session is None:
            self._session = requests.Session()
            self._session.auth = _PlainAuth()
            self._session.headers["User-Agent"] = "transflow"
            self._session.stream = True
            self._session.trust_env = not on_this_machine(self.address)
        return self._session


class Patience:
    """How often a service is called, and called again: `rate` calls a second, and no wait longer than `patience` seconds."""

    def __init__(self, options: Options, *, rate: float) -> None:
        self._name = options.backend
        self._longest = options.number("patience", 60.0)
        calls = options.number("rate", rate, most=1000)
        pace = Rate(int(calls), 1000) if calls >= 1 else Rate(1, int(1000 / calls))
        self._limiter = Limiter(SingleBucketFactory(InMemoryBucket([pace]), schedule_leak=False))  # no thread of its own

    def call(self, once: Callable[[], Any]) -> Any:  # noqa: ANN401 - JSON has any shape
        """Return what a call gives; it is made again while it raises AgainError, as often and as late as that says."""
        for attempt in stamina.retry_context(
            on=self._policy(), attempts=TRIES, timeout=None, wait_initial=FIRST_PAUSE, wait_max=LONGEST_PAUSE, wait_jitter=JITTER
        ):
            with attempt:
                self._limiter.try_acquire(self._name)
                calls.sending()
                return once()
        raise AssertionError  # the last attempt raises its own error

    def _policy(self) -> Callable[[Exception], bool | float]:
        """Return what decides whether there is another try, and after how many seconds; True leaves the pause to back-off."""
        failures = 0

        def again(error: Exception) -> bool | float:
            nonlocal failures
            failures += 1
            if not isinstance(error, AgainError) or failures >= error.most:
                return False
            if error.wait is None:
                return True
            return error.wait if error.wait <= self._longest else False

        return again


def failure(name: str, status: int, answer: object, headers: Mapping[str, str], service: Service) -> BackendError:
    """Return the error that a status other than 2xx means, in the service's own words without any key; what it refuses it does not bill."""
    if status not in _PERHAPS_DONE:
        calls.turned_away()
    said = redacted(_said(answer), service.secrets)
    what = f"{name}: HTTP {status}" + (f": {said}" if said else "")
    kind = service.explain(status, answer)
    if kind is not None:
        return kind(what)
    if 300 <= status < 400:
        return UnavailableError(f"{what}: it sends on to another address, which is not followed")
    if status in BUSY:
        wait = _wait(headers.get("Retry-After", ""))
        return AgainError(f"{what} (it asks to wait {wait:,.0f} s)" if wait else what, wait=wait)
    if status in {401, 403}:
        variables = ", ".join(secret.variable for secret in service.secrets if secret)
        return UnavailableError(f"{what} (the key in {variables} is refused)" if variables else what)
    if status in {402, 456}:
        return QuotaExceededError(what)
    return UnavailableError(what) if status in {404, 405} or status >= 500 else BackendError(what)


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    """Tell whether a service heard nothing at all of a call: it could not be reached."""
    retried = error.args[0] if error.args else None
    return isinstance(getattr(retried, "reason", None), urllib3.exceptions.NewConnectionError)


def redacted(text: str, secrets: Sequence[Secret]) -> str:
    """Return a text without any of these keys in it, on one line, and not long."""
    for secret in secrets:
        if secret:
            text = text.replace(secret.reveal(), "…")
    line = " ".join("".join(glyph if glyph.isprintable() else " " for glyph in text).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def _parsed(body: bytes) -> Any:  # noqa: ANN401 - JSON has any shape
    """Return JSON, or None for what is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _said(answer: object) -> str:
    """Return what a service says of an error, wherever in its answer that stands."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, list) and answer:
        return _said(answer[0])
    if isinstance(answer, dict):
        for key in _SAID:
            said = _said(answer.get(key))
            if said:
                return said
    return ""


def _wait(value: str) -> float | None:
    """Return the seconds that a Retry-After asks for, whether it says them or a date; None where it says neither."""
    if found := _SECONDS.fullmatch(value):
        return float(found[1])
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    known = date if date.tzinfo else date.replace(tzinfo=dt.UTC)
    return max(0.0, (known - dt.datetime.now(dt.UTC)).total_seconds())
