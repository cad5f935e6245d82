"""url-mismatch: a web or e-mail address of the source is missing from the target, or altered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transflow.checks.base import Check, Fault
from transflow.checks.reading import address_spans, addresses
from transflow.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transflow.checks.reading import Reading

_LANGUAGE_PART = re.compile(r"(?<=[/.=])[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?(?=[/.&]|$)")


def find_mismatches(reading: Reading) -> Iterable[Fault]:
    """Hold the addresses of both sides against each other; one that leads to the same page in another language is the same."""
    source, target = reading.source, reading.target
    if "@" in source or "://" in source or "www." in source or "://" in target or "@" in target or "www." in target:
        return _faults(source, target)
    return ()


def _faults(source: str, target: str) -> Iterator[Fault]:
    wanted = addresses(source)
    extra = []
    for start, end in address_spans(target):
        same = next((address for address in wanted if _page(address) == _page(target[start:end])), None)
        if same is None:
            extra.append((start, end))
        else:
            wanted.remove(same)
    kept = [address for address in wanted if _page(address) not in {_page(other) for other in addresses(target)}]
    for index, address in enumerate(kept):
        if index < len(extra):
            start, end = extra[index]
            yield Fault(f"{target[start:end]} stands where the source has {address}", start, end, (address,))
        else:
            yield Fault(f"the address {address} of the source is missing", expected=(address,))


def _page(address: str) -> str:
    """Return an address as it is compared: without scheme, letter case of the host, final slash and the part that names a language."""
    bare = re.sub(r"^https?://", "", address).removeprefix("www.").rstrip("/")
    host, slash, path = bare.partition("/")
    plain = f"/{host.lower()}{slash}{path}"
    return plain if "@" in plain else _LANGUAGE_PART.sub("*", plain)


CHECK = Check("url-mismatch", "A web or e-mail address is missing or altered", Severity.WARNING, find_mismatches)
