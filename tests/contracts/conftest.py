"""Sentences of our own, and the names in them with their forms in two languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from transflow.backends import DraftRequest, RequiredName
from transflow.model import Mention

# concept -> name -> its form in English, Portuguese, Spanish
NAMES = {
    "nk": {
        "artsakh": ("Artsakh", "Artsakh", "Artsaj"),
        "karabakh": ("Karabakh", "Carabaque", "Karabaj"),
        "nagorno-karabakh": ("Nagorno-Karabakh", "Nagorno-Karabakh", "Nagorno Karabaj"),
    },
    "shushi": {"shushi": ("Shushi", "Shushi", "Shushi"), "shusha": ("Shusha", "Shusha", "Shusha")},
    "stepanakert": {"stepanakert": ("Stepanakert", "Stepanakert", "Stepanakert"), "khankendi": ("Khankendi", "Khankendi", "Jankendi")},
    "lachin": {"lachin": ("Lachin", "Lachin", "Lachín"), "berdzor": ("Berdzor", "Berdzor", "Berdzor")},
    "nakhichevan": {"nakhichevan": ("Nakhichevan", "Nakhichevan", "Najicheván")},
    "baku": {"baku": ("Baku", "Baku", "Bakú")},
    "yerevan": {"yerevan": ("Yerevan", "Erevan", "Ereván")},
    "martakert": {"martakert": ("Martakert", "Martakert", "Martakert")},
    "hadrut": {"hadrut": ("Hadrut", "Hadrut", "Hadrut")},
    "kalbajar": {"kalbajar": ("Kalbajar", "Kalbajar", "Kalbayar")},
    "aghdam": {"aghdam": ("Aghdam", "Agdam", "Agdam")},
}
COLUMNS = {"en": 0, "pt": 1, "es": 2}


def find(text: str, language: str) -> tuple[Mention, ...]:
    forms = {form[COLUMNS[language]]: (concept, name) for concept, names in NAMES.items() for name, form in names.items()}
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    return tuple(
        Mention(found.start(), found.end(), found[0], *forms[found[0]], (forms[found[0]][1],)) for found in re.finditer(pattern, text)
    )


@pytest.fixture(scope="session")
def sentences() -> tuple[str, ...]:
    cases = Path(__file__).parent.parent / "cases" / "drafting" / "en.txt"
    return tuple(cases.read_text(encoding="utf-8").splitlines())


@pytest.fixture
def find_in() -> Callable[[str, str], tuple[Mention, ...]]:
    return find


@pytest.fixture
def requests_for(sentences: tuple[str, ...]) -> Callable[..., list[DraftRequest]]:
    """Return requests for the sentences: names as the source has them, or by concept as a style calls for."""

    def build(language: str, style: dict[str, str] | None = None) -> list[DraftRequest]:
        requests = []
        for sentence in sentences:
            names = []
            for mention in find(sentence, "en"):
                name = (style or {}).get(mention.concept, mention.name)
                form = NAMES[mention.concept][name][COLUMNS[language]]
                names.append(RequiredName(mention.start, mention.end, form, mention.concept, (name,)))
            requests.append(DraftRequest(sentence, tuple(names)))
        return requests

    return build
