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
                    "hu": (Form("Arcah"),),
                    "sr": (Form("Арцах"),),
                },
                karabakh={
                    "en": (Form("Karabakh"),),
                    "ru": (Form("Карабах"),),
                    "hy": (Form("Ղարաբաղ"),),
                    "az": (Form("Qarabağ", look_alikes=("Qarabağ FK",)),),
                    "fa": (Form("قره‌باغ"),),
                    "de": (Form("Karabach"),),
                    "el": (Form("Καραμπάχ"),),
                    "zh": (Form("卡拉巴赫"),),
                },
                nagorno_karabakh={
                    "en": (Form("Nagorno-Karabakh"),),
                    "fr": (Form("Haut-Karabakh"),),
                    "hy": (Form("Լեռնային Ղարաբաղ"),),
                    "ka": (Form("მთიანი ყარაბაღი"),),
                    "ru": (Form("Нагорный Карабах", extra=("нагорно-карабахский",)),),
                },
            ),
            concept(
                "shusha",
                shusha={"en": (Form("Shusha"),), "ru": (Form("Шуша"),), "az": (Form("Şuşa"),)},
                shushi={"en": (Form("Shushi"),), "ru": (Form("Шуши"),)},
            ),
            concept("baku", contested=False, baku={"en": (Form("Baku"),)}),
            concept("gross", contested=False, gross={"de": (Form("Großdorf"),)}),
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


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Nagorno- and Mountainous Karabakh", [("Nagorno", "nagorno-karabakh"), ("Karabakh", "karabakh")]),
        ("en", "Nagorno- and Upper or Lower Karabakh", [("Karabakh", "karabakh")]),
        ("en", "Nagorno\nand lowland Karabakh", [("Nagorno", "nagorno-karabakh"), ("Karabakh", "karabakh")]),
        ("en", "Nagorno- and of course Karabakh", [("Nagorno", "nagorno-karabakh"), ("Karabakh", "karabakh")]),
        ("en", "Nagorno and of course Karabakh", [("Karabakh", "karabakh")]),
        ("en", "Nagorno and Lower Silesia", []),
        ("ru", "Нагорного и Нижнего Карабаха", [("Нагорного", "nagorno-karabakh"), ("Карабаха", "karabakh")]),
        ("fr", "Haut- et Bas-Karabakh", [("Haut", "nagorno-karabakh")]),
        ("hy", "Լեռնային և Դաշտային Ղարաբաղում", [("Լեռնային", "nagorno-karabakh"), ("Ղարաբաղում", "karabakh")]),
        ("ka", "მთიანი- და ბარის ყარაბაღი", [("მთიანი", "nagorno-karabakh")]),
    ],
)
def test_the_first_part_of_a_name_that_shares_its_last_word_is_a_mention(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("az", "“Arsax”ın", ["Arsax”ın"]),
        ("az", '"Qarabağ"da, «Qarabağ»-dan, “Qarabağ”’dan', ['Qarabağ"da', "Qarabağ»-dan", "Qarabağ”’dan"]),
        ("az", "“Arsax” və", ["Arsax"]),
        ("hy", "«Արցախ»-ի, «Արցախ»ից", ["Արցախ»-ի", "Արցախ»ից"]),
        ("de", "„Karabach“s", ["Karabach“s"]),
        ("en", "“Artsakh”’s and “Artsakh”ese", ["Artsakh”’s", "Artsakh"]),
    ],
)
def test_an_ending_behind_the_mark_that_closes_a_quotation_belongs_to_the_mention(language: str, text: str, expected: list[str]) -> None:
    assert [mention.text for mention in Matcher(GLOSSARY, language).find(text)] == expected


def test_a_name_with_its_ending_behind_the_closing_mark_is_still_the_speaker_s() -> None:
    mention, *_ = Matcher(GLOSSARY, "az").find("“Arsax”ın", (Span(0, 7),))
    assert mention.voice is Voice.QUOTATION


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Шуша/Шуши, Лачин–Арцахе", ["Шуша", "Шуши", "Лачин", "Арцахе"]),
        ("en", "Shusha/Shushi, Lachin-Berdzor", ["Shusha", "Shushi", "Lachin", "Berdzor"]),
        ("ru", "КАРАБАХЕ", ["КАРАБАХЕ"]),
        ("az", "ŞUŞADAN", ["ŞUŞADAN"]),
        ("el", "ΚΑΡΑΜΠΑΧ", ["ΚΑΡΑΜΠΑΧ"]),
        ("de", "GROSSDORF GROẞDORF GROßDORF", ["GROSSDORF", "GROẞDORF", "GROßDORF"]),
        ("ru", "о карабахе молчат все", ["карабахе"]),
        ("az", "qarabağda və şuşada sakitlikdir", ["qarabağda", "şuşada"]),
        ("az", "Гарабағын, Шушаја, Шушадакы, Гaрабағ, ГАРАБАҒДА", ["Гарабағын", "Шушаја", "Шушадакы", "Гaрабағ", "ГАРАБАҒДА"]),
        ("az", "Гарадан, Шүшә", []),
        ("ru", "Kapaбax, Kарабаха", ["Kapaбax", "Kарабаха"]),
        ("en", "Вaku, Ваku, ΒAKU, Bаku", ["Вaku", "Ваku", "ΒAKU", "Bаku"]),
        ("en", "Ваки ВАКИ Лачин", []),
    ],
)
def test_names_are_found_in_pairs_in_capitals_without_any_and_in_another_alphabet(language: str, text: str, expected: list[str]) -> None:
    assert [mention.text for mention in Matcher(GLOSSARY, language).find(text)] == expected


def people(**forms: tuple[Form, ...]) -> Glossary:
    return Glossary({id_: concept(id_, Kind.PERSON, contested=id_ == "president", name={"ru": own}) for id_, own in forms.items()})


def test_a_surname_that_two_people_claim_is_ambiguous_and_the_one_who_bears_it_as_it_stands_is_shown() -> None:
    glossary = people(poet=(Form("Лейла Алиева"), Form("Алиева")), president=(Form("Ильхам Алиев"), Form("Алиев")))
    (mention,) = Matcher(glossary, "ru").find("слова Алиева о мире")
    assert (mention.concept, mention.name, mention.names, mention.rivals, mention.ambiguous) == (
        "poet",
        "",
        ("name",),
        ("president",),
        True,
    )
    whole, bent = Matcher(glossary, "ru").find("Лейла Алиева говорила с Алиевым")
    assert (whole.concept, whole.name, whole.rivals) == ("poet", "name", ())
    assert (bent.concept, bent.name, bent.rivals) == ("president", "name", ())


def test_a_town_s_own_name_is_no_rival_of_the_bent_form_of_another() -> None:
    glossary = Glossary({id_: concept(id_, name={"ru": (Form(text),)}) for id_, text in (("one", "Шуша"), ("other", "Шуши"))})
    (mention,) = Matcher(glossary, "ru").find("К Шуши")
    assert (mention.concept, mention.name, mention.ambiguous) == ("other", "name", False)


def test_two_concepts_of_one_name_are_rivals_and_the_contested_one_is_shown() -> None:
    glossary = Glossary({id_: concept(id_, contested=id_ == "other", name={"ru": (Form("Нахичевань"),)}) for id_ in ("one", "other")})
    (mention,) = Matcher(glossary, "ru").find("в Нахичевани")
    assert (mention.concept, mention.name, mention.rivals, mention.ambiguous) == ("other", "", ("one",), True)


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
@pytest.mark.usefixtures("_no_garbage_collection")
def test_time_grows_with_the_length_of_a_text_and_no_faster(unit: str) -> None:
    matcher = Matcher(GLOSSARY, "en")

    def seconds(length: int) -> float:
        before = time.process_time()
        matcher.find(unit * (length // len(unit)))
        return time.process_time() - before

    seconds(10_000)
    assert seconds(400_000) < 60 * max(seconds(20_000), 0.005)
