from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transflow.glossary import Concept, Form, Glossary, Kind, Matcher, Name
from transflow.model import Span, Voice


def concept(
    id_: str,
    kind: Kind = Kind.PLACE,
    *,
    contested: bool = True,
    look_alikes: dict[str, tuple[str, ...]] | None = None,
    **names: dict[str, tuple[Form, ...]],
) -> Concept:
    made = {name.replace("_", "-"): Name(name.replace("_", "-"), forms=forms) for name, forms in names.items()}
    return Concept(id_, kind, contested, names=made, look_alikes=look_alikes or {})


GLOSSARY = Glossary(
    {
        one.id: one
        for one in (
            concept(
                "nk",
                artsakh={
                    "en": (Form("Artsakh"),),
                    "ru": (Form("Арцах"),),
                    "hy": (Form("Արցախ"),),
                    "fr": (Form("Artsakh"),),
                    "az": (Form("Arsax"),),
                    "zh": (Form("阿尔察赫"),),
                },
                karabakh={
                    "en": (Form("Karabakh"),),
                    "ru": (Form("Карабах"),),
                    "hy": (Form("Ղարաբաղ"),),
                    "az": (Form("Qarabağ", look_alikes=("Qarabağ FK",)),),
                    "fa": (Form("قره‌باغ"),),
                    "zh": (Form("卡拉巴赫"),),
                },
                nagorno_karabakh={"en": (Form("Nagorno-Karabakh"),), "ru": (Form("Нагорный Карабах", extra=("нагорно-карабахский",)),)},
            ),
            concept("shusha", shusha={"ru": (Form("Шуша"),)}, shushi={"ru": (Form("Шуши"),)}),
            concept(
                "ministry",
                Kind.ORGANISATION,
                artsakh={
                    "en": (Form("Artsakh foreign ministry"),),
                    "ru": (Form("МИД Арцаха"), Form("министерство иностранных дел Арцаха")),
                },
            ),
            concept("lachin", lachin={"en": (Form("Lachin"),), "ru": (Form("Лачин"),)}, berdzor={"en": (Form("Berdzor"),)}),
        )
    }
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.name or "/".join(mention.names)) for mention in Matcher(GLOSSARY, language).find(text)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Artsakh foreign ministry spoke of Artsakh.", [("Artsakh foreign ministry", "artsakh"), ("Artsakh", "artsakh")]),
        (
            "en",
            "Lachin/Berdzor and Nagorno–Karabakh",
            [("Lachin", "lachin"), ("Berdzor", "berdzor"), ("Nagorno–Karabakh", "nagorno-karabakh")],
        ),
        ("en", "Nagorno\nKarabakh", [("Nagorno\nKarabakh", "nagorno-karabakh")]),
        ("en", "<1>Nagorno</1>-Karabakh and <2/>Artsakh", [("Nagorno</1>-Karabakh", "nagorno-karabakh"), ("Artsakh", "artsakh")]),
        ("en", "See https://x.org/Artsakh, mail Artsakh@x.org, Karabakh.html", []),
        ("en", "ARTSAKH IS WAITING", [("ARTSAKH", "artsakh")]),
        ("en", "artsakh of the poets", [("artsakh", "artsakh")]),
        ("en", "An artsakh of the Poets", []),
        ("ru", "в нагорно-карабахском конфликте", [("нагорно-карабахском", "nagorno-karabakh")]),
        ("ru", "К Шуше и Шуши", [("Шуше", "shusha"), ("Шуши", "shusha/shushi")]),
        ("ru", "Министерства иностранных дел Арцаха", [("Министерства иностранных дел Арцаха", "artsakh")]),
        ("ru", "Кара́бах, Карабаха\u00adми", [("Кара́бах", "karabakh")]),
        ("hy", "Ղարաբա՞ղ, Արցախից", [("Ղարաբա՞ղ", "karabakh"), ("Արցախից", "artsakh")]),
        ("fr", "L’Artsakh, d'Artsakh", [("Artsakh", "artsakh"), ("Artsakh", "artsakh")]),
        ("az", "Qarabağ FK Qarabağda, Arsax’ın", [("Qarabağda", "karabakh"), ("Arsax’ın", "artsakh")]),
        ("fa", "قره باغ و قرهباغ", [("قره باغ", "karabakh"), ("قرهباغ", "karabakh")]),
        ("zh", "他说阿尔察赫和卡拉巴赫", [("阿尔察赫", "artsakh"), ("卡拉巴赫", "karabakh")]),
    ],
)
def test_names_are_found_in_any_dress_and_look_alikes_are_not(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, language) == expected


def test_an_adjective_says_that_it_is_derived() -> None:
    mentions = Matcher(GLOSSARY, "ru").find("карабахские власти, Карабах, нагорно-карабахский")
    assert [mention.derived for mention in mentions] == [True, False, True]


def test_a_mention_inside_a_quotation_is_the_speaker_s() -> None:
    mentions = Matcher(GLOSSARY, "en").find("“Artsakh,” he said of Karabakh.", (Span(0, 10),))
    assert [mention.voice for mention in mentions] == [Voice.QUOTATION, Voice.NARRATION]


NAMES = st.sampled_from(
    [
        "Artsakh",
        "Karabakh",
        "Nagorno",
        "-",
        " ",
        "Карабах",
        "ами",
        "’",
        "'",
        "s",
        "“",
        "<1>",
        "</1>",
        "Шуши",
        "\u00ad",
        "\u0301",
        "Ղարաբա՞ղ",
        "قره‌باغ",
        "/",
        "\n",
        "İ",
        "ß",
        "@",
        "https://",
    ]
)


@settings(max_examples=400)
@given(
    st.one_of(st.lists(NAMES, max_size=20).map("".join), st.text(max_size=80)),
    st.sampled_from(["en", "ru", "hy", "az", "fa", "ar", "fr", "xx"]),
)
def test_mentions_are_in_order_never_overlap_and_point_into_the_text(text: str, language: str) -> None:
    end = 0
    for mention in Matcher(GLOSSARY, language).find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@pytest.mark.parametrize("unit", ["a", "'", "-", "Artsakh ", "Artsakh-", "Nagorno-", "a'", "x@", "\u0301", "<1>", "www.", "a."])
def test_time_grows_with_the_length_of_a_text_and_no_faster(unit: str) -> None:
    matcher = Matcher(GLOSSARY, "en")

    def seconds(length: int) -> float:
        before = time.process_time()
        matcher.find(unit * (length // len(unit)))
        return time.process_time() - before

    seconds(10_000)
    assert seconds(400_000) < 60 * max(seconds(20_000), 0.005)
