"""The server itself: an address to listen on, the addresses by which a browser may call it, and an end that lets what runs finish."""

from __future__ import annotations

import errno
import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import uvicorn

from transflow.errors import Position, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.applications import Starlette

_GRACE = 10  # seconds that running requests have to finish after Ctrl-C
_AT_ONCE = 256  # connections; more are told to come back


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address to listen on."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises UsageError where the address is another's, or none of this machine."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError:
        raise UsageError(f"{host!r} is no address of this machine") from None
    family, kind, _, _, address = found[0]
    listening = socket.socket(family, kind)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(socket.SOMAXCONN)
    except OSError as bad:
        listening.close()
        reasons = {
            errno.EADDRINUSE: f"port {port} of {host} is in use; choose another with --port, or 0 for any that is free",
            errno.EACCES: f"port {port} is not for this account; choose one above 1023 with --port",
            errno.EADDRNOTAVAIL: f"{host!r} is no address of this machine",
        }
        raise UsageError(reasons.get(bad.errno or 0, f"cannot listen on port {port} of {host}: {bad.strerror}")) from None
    return listening


def origins(host: str, port: int, *, scheme: str = "http") -> list[str]:
    """Return how a browser on this machine may call a server that listens there, the usual one first."""
    names = [f"[{host}]" if ":" in host else host]
    if is_loopback(host) and "localhost" not in names:
        names.append("localhost")
    usual = {"http": 80, "https": 443}[scheme]
    return [f"{scheme}://{name}" if port == usual else f"{scheme}://{name}:{port}" for name in names]


def public_origin(address: str) -> str:
    """Return the origin of the address by which people come from elsewhere; raises UsageError for one that is none."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.username
        or parts.path not in {"", "/"}
        or parts.query
        or port == -1
    ):
        raise UsageError(f"{address!r} is no address of a site; write https://review.example.org")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" if port in {None, {"http": 80, "https": 443}[parts.scheme]} else f"{parts.scheme}://{host}:{port}"


def serve(app: Starlette, listening: socket.socket, *, certificate: Path | None = None, key: Path | None = None) -> None:
    """Answer until the process is told to end (Ctrl-C, SIGTERM), and let what runs finish then; raises UsageError for a certificate that is none."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # the address of a client is its own: who may speak for others, `access.proxy` says
        server_header=False,
        ws="none",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_GRACE,
        limit_concurrency=_AT_ONCE,
        h11_max_incomplete_event_size=32 * 1024,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    try:
        config.load()
    except OSError as bad:  # ssl.SSLError is one
        raise UsageError(f"the certificate and its key cannot be used: {bad.strerror or bad}", Position(str(certificate))) from None
    uvicorn.Server(config).run(sockets=[listening])
