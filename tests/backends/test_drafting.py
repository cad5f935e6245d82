"""From requests to drafts, over an engine that says what the test wants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transflow.backends import Abilities, Draft, DraftRequest, Guided, Limits, Term, draft
from transflow.backends.base import GlossaryUse, MarkupUse, clear_terms
from transflow.errors import BackendError, UnavailableError, UnsupportedPairError


@pytest.fixture
def run(find_target: Any, required: Any) -> Callable[..., list[Draft]]:
    def drafts(backend: Any, *texts: str, forms: dict[str, str] | None = None) -> list[Draft]:
        requests = [DraftRequest(text, required(text, forms)) for text in texts]
        return list(draft(requests, backend, source_locale="en", target_locale="pt-BR", find_target=find_target))

    return drafts


Run: TypeAlias = Callable[..., list[Draft]]
SHIFTED = str.maketrans("aeiou", "eioua")


def _spell(text: str) -> str:
    """Translate every small word letter by letter into another, so that nothing looks like the source."""
    return re.sub(r"(?<![A-Za-z])[a-z]+", lambda word: word[0].translate(SHIFTED), text)


def test_a_name_that_the_engine_gets_right_is_sent_as_it_is(fake: Any, run: Run) -> None:
    backend = fake(_spell)
    (made,) = run(backend, "the road to Lachin is open")
    assert backend.calls == [["the road to Lachin is open"]]
    assert made.text == "thi rued tu Lachin os upin"
    assert (made.engine, made.why, made.notes) == ("fake (en-pt-BR 1)", None, ())


def test_only_the_name_that_fails_is_masked(fake: Any, run: Run) -> None:
    backend = fake(lambda text: _spell(text).replace("Karabakh", "Carabaque"))
    (made,) = run(backend, "from Karabakh to Lachin by car")
    assert made.text == "frum Karabakh tu Lachin by cer"
    assert "Lachin" in backend.texts[1]
    assert "Karabakh" not in backend.texts[1]
    assert made.notes == ("check the grammar around Karabakh",)


def test_a_rival_name_is_replaced_by_the_one_that_the_edition_calls_for(fake: Any, run: Run) -> None:
    (made,) = run(fake(_spell), "the road to Lachin is open", forms={"lachin": "Berdzor"})
    assert made.text == "thi rued tu Berdzor os upin"


def test_a_name_that_the_engine_left_as_it_is_is_put_right_without_another_call(fake: Any, run: Run) -> None:
    backend = fake(_spell)
    (made,) = run(backend, "from Karabakh to Lachin, from Lachin to the sea", forms={"lachin": "Berdzor", "nk": "Artsakh"})
    assert made.text == "frum Artsakh tu Berdzor, frum Berdzor tu thi sie"
    assert len(backend.calls) == 1


def test_a_name_that_came_back_more_often_than_it_was_sent_is_put_right_by_a_mask(fake: Any, run: Run) -> None:
    backend = fake(lambda text: _spell(text).replace("Lachin", "Lachin, Lachin"))
    (made,) = run(backend, "the road to Lachin is open", forms={"lachin": "Berdzor"})
    assert made.text == "thi rued tu Berdzor os upin"
    assert len(backend.calls) > 1


def test_a_name_that_stands_alone_in_markup_gets_no_words_of_the_engine(fake: Any, run: Run) -> None:
    chatty = fake(lambda text: f"{text} (es it is)" if " " not in text else _spell(text))
    (made,) = run(chatty, "the road to <1>Lachin</1> is open", forms={"lachin": "Berdzor"})
    assert made.text == "thi rued tu <1>Berdzor</1> os upin"


def test_two_names_that_the_edition_calls_by_one_are_no_stutter_and_the_reviewer_is_told(fake: Any, run: Run) -> None:
    (made,) = run(
        fake(lambda text: _spell(text).replace("nur", "niothir")), "neither Lachin nor Berdzor has a road", forms={"lachin": "Berdzor"}
    )
    assert made.text == "niothir Berdzor niothir Berdzor hes e rued"
    assert "Berdzor stands for Lachin and for Berdzor" in made.notes


def test_an_engine_that_leaves_markup_alone_is_sent_markup(find_target: Any) -> None:
    def translate(guided: Guided) -> str:
        assert guided.markup is MarkupUse.HTML
        assert guided.text == 'see the <span id="t1">full report</span> &amp; more<img id="t2">'
        return 'ver o <span id="t1">relatório</span> &amp; mais<img id="t2">'

    made = _drafted(
        GuidedFake(translate, Abilities(markup=MarkupUse.HTML)), DraftRequest("see the <1>full report</1> & more<2/>"), find_target
    )
    assert (made.text, made.notes) == ("ver o <1>relatório</1> & mais<2/>", ())


def test_an_engine_that_loses_the_markup_after_all_gets_the_text_without(find_target: Any) -> None:
    backend = GuidedFake(
        lambda guided: re.sub("<[^>]*>", "", guided.text).replace("road", "estrada").replace("open", "aberta"),
        Abilities(markup=MarkupUse.XML),
    )
    made = _drafted(backend, DraftRequest("the <1>road</1> is open"), find_target)
    assert made.text == "the <1>estrada</1> is aberta"
    assert [guided.markup for guided in backend.asked] == [MarkupUse.XML, MarkupUse.NONE, MarkupUse.NONE]


def test_plain_texts_and_texts_with_markup_go_in_calls_of_their_own(find_target: Any) -> None:
    calls: list[list[MarkupUse]] = []

    class Counted(GuidedFake):
        """An engine that keeps which markup each call had."""

        def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
            """Keep that, and answer."""
            calls.append([guided.markup for guided in texts])
            return super().translate_guided(texts, source=source, target=target)

    backend = Counted(lambda guided: guided.text.replace("road", "estrada"), Abilities(markup=MarkupUse.XML))
    requests = [DraftRequest(text) for text in ("a road", "the <1>road</1>", "one road")]
    drafts = list(draft(requests, backend, source_locale="en", target_locale="pt", find_target=find_target))
    assert [made.text for made in drafts] == ["a estrada", "the <1>estrada</1>", "one estrada"]
    assert calls == [[MarkupUse.XML], [MarkupUse.NONE, MarkupUse.NONE]]


def test_a_mask_that_an_engine_loses_gives_way_to_another_kind(fake: Any, run: Run) -> None:
    def loses_invented_names_and_brackets(text: str) -> str:
        return _spell(re.sub(r"\[X\dX\]|\b[A-Z][a-z]+\b", "algo", text))

    (made,) = run(fake(loses_invented_names_and_brackets), "the road to Lachin is open")
    assert made.text == "thi rued tu Lachin os upin"


def test_a_draft_that_fails_all_along_stays_empty_with_its_reason_and_spoils_no_other(fake: Any, run: Run) -> None:
    backend = fake(lambda text: "" if "closed" in text else _spell(text))
    bad, good = run(backend, "the road is closed", "the road is open")
    assert (bad.text, bad.why) == (None, "the engine answered nothing")
    assert good.text == "thi rued os upin"


def test_an_error_about_one_text_is_its_reason(fake: Any, run: Run, refuse: Any) -> None:
    backend = fake(lambda text: refuse(text) if "closed" in text else _spell(text))
    bad, good = run(backend, "the road is closed", "the road is open")
    assert (bad.text, bad.why) == (None, "fake: no answer to 18 characters")
    assert good.text


def test_a_text_of_names_and_numbers_alone_never_goes_to_the_engine(fake: Any, run: Run) -> None:
    backend = fake(lambda _: "O presidente da República disse que sim")
    (made,) = run(backend, "Lachin, 2020", forms={"lachin": "Berdzor"})
    assert made.text == "Berdzor, 2020"
    assert backend.calls == []


def test_what_one_word_makes_an_engine_invent_is_refused(fake: Any, run: Run) -> None:
    (made,) = run(fake(lambda _: "O presidente da República disse que sim, e que não, e talvez"), "Photo")
    assert made.text is None
    assert "characters long" in made.why


def test_quotation_marks_go_out_plain_and_come_back_curly(fake: Any, run: Run) -> None:
    backend = fake(_spell)
    (made,) = run(backend, "“the men’s ‘road’ is open,” he said")
    assert backend.calls == [["\"the men's 'road' is open,\" he said"]]
    assert made.text == "“thi min’s ‘rued’ os upin,” hi seod"


def test_lost_quotation_marks_refuse_a_draft(fake: Any, run: Run) -> None:
    (made,) = run(fake(lambda text: _spell(text).replace('"', "")), "“the road is open,” he said")
    assert made.text is None
    assert made.why.startswith("quotation marks: 1 open and 1 close in the source, 0 and 0")


def test_markup_is_laid_around_its_own_words(fake: Any, run: Run) -> None:
    backend = fake(_spell)
    (made,) = run(backend, "see the <1>full report</1> on Lachin<2>, now</2>.")
    assert backend.calls[0] == ["see the full report on Lachin, now.", "full report", ", now"]
    assert made.text == "sii thi <1>fall ripurt</1> un Lachin<2>, nuw</2>."


def test_words_of_markup_that_are_not_found_again_are_put_in_by_themselves(fake: Any, run: Run) -> None:
    backend = fake(lambda text: _spell(text) if text != "report" else "relatório")
    (made,) = run(backend, "see the <1>report</1> on the road")
    assert made.text == "sii thi <1>relatório</1> un thi rued"
    assert made.notes == ("words inside markup were translated by themselves, so mind the grammar around them",)


def test_markup_within_markup_goes_behind_masks(fake: Any, run: Run) -> None:
    (made,) = run(fake(_spell), "see the <1>full <2>report</2> there</1> on the road<3/>")
    assert made.text == "sii thi <1>fall <2>ripurt</2> thiri</1> un thi rued<3/>"
    assert made.notes == ("mind which words the markup stands around",)


def test_a_text_longer_than_the_engine_keeps_whole_goes_in_clauses(fake: Any, run: Run) -> None:
    text = "the old men of the valley mended the road to Lachin, and the young women of the town painted all of its signs."
    backend = fake(lambda sent: _spell(sent)[:70], limits=Limits(8, 2000, whole=70))
    (made,) = run(backend, text)
    assert made.text == _spell(text)
    assert made.notes == ("translated in 2 parts, so mind the seams",)


def test_slight_problems_are_told_where_nothing_better_came(fake: Any, run: Run) -> None:
    (made,) = run(fake(lambda text: _spell(text).replace("142", "many")), "they lost 142 cows")
    assert made.text == "thiy lust many cuws"
    assert made.notes == ("the number 142 is not in the draft",)


def test_drafts_come_in_order_and_a_batch_at_a_time(fake: Any, find_target: Any) -> None:
    backend = fake(_spell, limits=Limits(items=3, characters=2000))
    requests = [DraftRequest(f"road number {'i' * index} is open") for index in range(8)]
    drafts = draft(requests, backend, source_locale="en", target_locale="pt-BR", find_target=find_target)
    assert backend.calls == []
    assert next(drafts).request is requests[0]
    assert len(backend.calls) == 1
    assert [made.request for made in drafts] == requests[1:]
    assert [len(call) for call in backend.calls] == [3, 3, 2]


def test_what_was_drafted_before_the_engine_went_away_is_kept(fake: Any, find_target: Any) -> None:
    def answer(text: str) -> str:
        if "last" in text:
            raise UnavailableError("fake: gone")
        return _spell(text)

    backend = fake(answer, limits=Limits(items=1, characters=2000))
    requests = [DraftRequest("the first road"), DraftRequest("the last road")]
    drafts = draft(requests, backend, source_locale="en", target_locale="pt-BR", find_target=find_target)
    assert next(drafts).text == "thi forst rued"
    with pytest.raises(BackendError, match="fake: gone"):
        next(drafts)


def test_an_unsupported_pair_is_an_error_that_names_the_engine(fake: Any, find_target: Any) -> None:
    with pytest.raises(UnsupportedPairError, match="fake: does not translate en → en"):
        list(draft([DraftRequest("a")], fake(str), source_locale="en", target_locale="en", find_target=find_target))


def test_nothing_to_draft_asks_nothing(fake: Any, run: Run) -> None:
    backend = fake(_spell)
    assert run(backend) == []
    assert backend.calls == []


@dataclass
class GuidedFake:
    """An engine that can be told things, and keeps what it was told."""

    answer: Callable[[Guided], str]
    abilities: Abilities
    limits: Limits = field(default_factory=lambda: Limits(items=8, characters=2000))
    name: str = "guided"
    asked: list[Guided] = field(default_factory=list)

    def supports(self, source: str, target: str) -> bool:
        """Support every pair of two locales."""
        return source != target

    def model(self, source: str, target: str) -> str:
        """Say the pair."""
        return f"{source}-{target}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Never be called: it can be told more."""
        raise AssertionError(texts, source, target)

    def translate_guided(self, texts: Sequence[Guided], *, source: str, target: str) -> list[str]:
        """Keep what it was told, and answer."""
        assert source != target
        self.asked += texts
        return [self.answer(guided) for guided in texts]


def _drafted(backend: GuidedFake, request: DraftRequest, find_target: Any) -> Draft:
    (made,) = draft([request], backend, source_locale="en", target_locale="pt", find_target=find_target)
    return made


def _obedient(guided: Guided) -> str:
    text = guided.text
    for term in guided.terms:
        text = text.replace(term.source, term.target)
    return text.replace("road", "estrada")


@pytest.mark.parametrize("use", [GlossaryUse.INLINE, GlossaryUse.PROMPT])
def test_an_engine_with_a_glossary_of_its_own_is_told_all_names_at_once(use: GlossaryUse, required: Any, find_target: Any) -> None:
    backend = GuidedFake(_obedient, Abilities(use))
    text = "the road to Karabakh and Lachin is open"
    made = _drafted(backend, DraftRequest(text, required(text, {"nk": "Artsakh"})), find_target)
    assert made.text == "the estrada to Artsakh and Lachin is open"
    assert made.notes == ()
    assert backend.asked == [Guided(text, (Term("Karabakh", "Artsakh"), Term("Lachin", "Lachin")))]


def test_marks_in_the_text_are_for_names_that_came_back_wrong(required: Any, find_target: Any) -> None:
    backend = GuidedFake(lambda guided: _obedient(guided).replace("Karabakh", "Carabaque"), Abilities(GlossaryUse.MARKUP))
    text = "the road to Karabakh and Lachin is open"
    made = _drafted(backend, DraftRequest(text, required(text, {"nk": "Artsakh"})), find_target)
    assert made.text == "the estrada to Artsakh and Lachin is open"
    assert [guided.terms for guided in backend.asked] == [(), (Term("Karabakh", "Artsakh"),)]
    assert made.notes == ("check the grammar around Artsakh",)


def test_an_engine_that_does_not_do_as_it_is_told_gets_masks(required: Any, find_target: Any) -> None:
    words = {"road": "estrada", "Karabakh": "Carabaque"}
    backend = GuidedFake(lambda guided: re.sub("road|Karabakh", lambda found: words[found[0]], guided.text), Abilities(GlossaryUse.PROMPT))
    text = "the road to Karabakh and Lachin is open"
    made = _drafted(backend, DraftRequest(text, required(text, {"nk": "Artsakh"})), find_target)
    assert made.text == "the estrada to Artsakh and Lachin is open"
    assert "Karabakh" not in backend.asked[-1].text
    assert backend.asked[-1].terms == (Term("Lachin", "Lachin"),)


@pytest.mark.parametrize("reads", [True, False])
def test_only_an_engine_that_reads_what_stands_around_gets_it(reads: Any, find_target: Any) -> None:
    backend = GuidedFake(_obedient, Abilities(context=reads))
    _drafted(backend, DraftRequest("the road is open", before="<1>It rained.</1>", after="Nobody came."), find_target)
    assert backend.asked == [Guided("the road is open", (), *(("It rained.", "Nobody came.") if reads else ()))]


def test_an_engine_whose_glossary_lies_with_the_service_is_told_nothing(required: Any, find_target: Any) -> None:
    backend = GuidedFake(_obedient, Abilities(GlossaryUse.PRELOADED))
    text = "the road to Karabakh is open"
    _drafted(backend, DraftRequest(text, required(text)), find_target)
    assert [guided.terms for guided in backend.asked] == [()]


def test_a_glossary_is_lent_for_as_long_as_drafts_are_asked_for(find_target: Any, required: Any) -> None:
    class Lender(GuidedFake):
        """An engine that keeps what it was lent."""

        @contextmanager
        def lend(self, terms: Sequence[Term], *, source: str, target: str) -> Iterator[None]:
            """Keep the terms while drafts are made."""
            told.append((tuple(terms), source, target))
            yield
            told.append("returned")

    told: list[object] = []
    backend = Lender(_obedient, Abilities(GlossaryUse.PRELOADED))
    texts = ["the road to Karabakh is open", "the road to Lachin is open"]
    requests = [DraftRequest(text, required(text, {"nk": "Artsakh"})) for text in texts]
    drafts = draft(requests, backend, source_locale="en", target_locale="pt", find_target=find_target)
    next(drafts)
    assert told == [((Term("Karabakh", "Artsakh"), Term("Lachin", "Lachin")), "en", "pt")]
    list(drafts)
    assert told[1:] == ["returned"]


@given(st.lists(st.tuples(st.sampled_from("aAbc "), st.sampled_from("xy"))))
def test_a_list_of_terms_has_one_form_for_each_name(pairs: list[tuple[str, str]]) -> None:
    clear = clear_terms(Term(*pair) for pair in pairs)
    assert len({term.source.casefold(): term.target for term in clear}) == len({term.source.casefold() for term in clear})
    assert len(clear) == len(set(clear))
    for term in clear:
        assert {target for source, target in pairs if source.casefold() == term.source.casefold()} == {term.target}
