"""The word of a proxy: where it has signed somebody in, it says who in a header, and is believed by its address alone.

Whoever else sends that header is not listened to.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

    from transflow.policy import Person, Proxy, Review


def is_from(request: Request, proxy: Proxy | None) -> bool:
    """Tell whether a request comes straight from the proxy."""
    return proxy is not None and _client(request) == ipaddress.ip_address(proxy.address)


def is_here(request: Request) -> bool:
    """Tell whether a request comes straight from this machine."""
    client = _client(request)
    return client is not None and client.is_loopback


def _client(request: Request) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        client = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return None
    return (client.ipv4_mapped if isinstance(client, ipaddress.IPv6Address) else None) or client


def person(request: Request, review: Review) -> Person | None:
    """Return whom the proxy names, by short name or e-mail address; None where it names nobody, two, or somebody whom the project does not know."""
    said = request.headers.getlist(review.proxy.header) if review.proxy else []
    found = review.person(said[0].strip()) if len(said) == 1 and said[0].strip() else None
    return found if found is not None and found.active else None


def browser(request: Request) -> str:
    """Return the address for which the proxy speaks: what it added last to X-Forwarded-For, since all before that is anybody's word."""
    forwarded = ",".join(request.headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
    return forwarded[:64] or (request.client.host if request.client else "")
