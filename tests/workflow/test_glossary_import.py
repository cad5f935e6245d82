"""Import: what a file says is added, compared and told; nothing that stands in a glossary is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from transflow.errors import TransflowError
from transflow.glossary import read_glossary
from transflow.workflow.exchange.glossary_export import export_glossary
from transflow.workflow.exchange.glossary_import import Import, Wish, import_glossary

RIVERS = """# Rivers of the border.
concepts:
  maritsa:
    kind: place
    contested: true
    definition: River of three states
    source: "Atlas"
    not: {en: [Maritsa Iztok]}
    names:
      maritsa:
        side: bulgarian
        forms:
          en: [Maritsa, Maritza]    # both in use
          ru: {text: Марица, forms: [марицкий]}
          # Turkish is still to come
      evros:
        side: greek
        forms: {en: Evros, el: Έβρος}
"""
HEADER = "concept,kind,contested,definition,name,side,locale,form,type,derive,case,forms,not\n"
CASES = Path(__file__).parent.parent / "cases" / "tbx"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one glossary file."""
    (tmp_path / "glossary").mkdir()
    (tmp_path / "transflow.yaml").write_text("source: en\neditions: {ru: }\n", encoding="utf-8")
    (tmp_path / "glossary" / "rivers.yaml").write_text(RIVERS, encoding="utf-8")
    return tmp_path


def take(root: Path, text: str, *, name: str = "new.csv", wish: Wish | None = None) -> Import:
    (root / name).write_text(text if name.endswith(".tbx") else HEADER + text, encoding="utf-8")
    return import_glossary(root, root / name, wish or Wish())


def rivers(root: Path) -> str:
    return (root / "glossary" / "rivers.yaml").read_text(encoding="utf-8")


def test_a_new_concept_stands_in_a_file_of_its_own_as_a_person_would_write_it(root: Path) -> None:
    done = take(
        root,
        "arda,place,no,Tributary,arda,,en,Arda,,,,,Arda Güler\narda,,,,arda,,ru,Арда,,no,,ардинский | ардинцы,\narda,,,,arda,,ru,Арда-чай,,,,,\n",
    )
    assert done.complete
    assert (root / "glossary" / "new.yaml").read_text(encoding="utf-8") == (
        "concepts:\n"
        "  arda:\n"
        "    kind: place\n"
        "    contested: false\n"
        "    definition: Tributary\n"
        "    names:\n"
        "      arda:\n"
        "        forms:\n"
        "          en: {text: Arda, not: [Arda Güler]}\n"
        "          ru: [{text: Арда, forms: [ардинский, ардинцы], derive: false}, Арда-чай]\n"
    )
    assert rivers(root) == RIVERS


def test_importing_twice_changes_nothing_and_finds_everything_known(root: Path) -> None:
    row = "arda,place,no,Tributary,arda,,en,Arda,,,,,\n"
    take(root, row)
    before = (root / "glossary" / "new.yaml").stat().st_mtime_ns
    again = take(root, row)
    assert (again.complete, again.files, again.comparison.same) == (True, (), ("arda",))
    assert (root / "glossary" / "new.yaml").stat().st_mtime_ns == before


def test_a_dry_run_writes_nothing(root: Path) -> None:
    done = take(root, "arda,place,no,,arda,,en,Arda,,,,,\n", wish=Wish(dry_run=True))
    assert [one.id for one in done.comparison.new] == ["arda"]
    assert not (root / "glossary" / "new.yaml").exists()


def test_into_adds_after_what_stands_and_keeps_its_comments(root: Path) -> None:
    take(root, "arda,place,no,,arda,,en,Arda,,,,,\n", wish=Wish(into="rivers.yaml"))
    assert rivers(root).startswith(RIVERS)
    assert list(read_glossary(root / "glossary").concepts) == ["maritsa", "arda"]


def test_without_merge_more_is_told_and_not_written(root: Path) -> None:
    done = take(root, "maritsa,,,,maritsa,,tr,Maritsa,,,,,\n")
    assert [(one.name.id, one.locale) for one in done.comparison.additions] == [("maritsa", "tr")]
    assert not done.complete
    assert rivers(root) == RIVERS


def test_merge_adds_locales_forms_and_names_where_the_concept_stands_and_keeps_every_other_line(root: Path) -> None:
    sheet = (
        "maritsa,,,,maritsa,,tr,Maritsa,,,,,\n"
        "maritsa,,,,maritsa,,en,Maritza,,,,,\n"
        "maritsa,,,,maritsa,,en,Marica,,,,,\n"
        "maritsa,,,,evros,,ru,Эврос,,,,,\n"
        "maritsa,,,,meric,turkish,tr,Meriç,,,,,\n"
    )
    done = take(root, sheet, wish=Wish(merge=True))
    assert done.complete
    assert rivers(root).splitlines() == [
        *RIVERS.splitlines()[:12],
        "          en: [Maritsa, Maritza, Marica]    # both in use",
        *RIVERS.splitlines()[13:14],
        "          tr: Maritsa",
        *RIVERS.splitlines()[14:17],
        "        forms: {en: Evros, el: Έβρος, ru: Эврос}",
        "      meric:",
        "        side: turkish",
        "        forms:",
        "          tr: Meriç",
    ]
    assert take(root, sheet, wish=Wish(merge=True)).files == ()


def test_windows_line_ends_and_a_byte_order_mark_stay(root: Path) -> None:
    path = root / "glossary" / "rivers.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + RIVERS.replace("\n", "\r\n").encode())
    take(root, "maritsa,,,,maritsa,,tr,Maritsa,,,,,\narda,place,no,,arda,,en,Arda,,,,,\n", wish=Wish(merge=True, into="rivers.yaml"))
    text = path.read_bytes().decode()
    assert text.startswith("\ufeff# Rivers")
    assert text.count("\r\n") == text.count("\n")
    assert "          tr: Maritsa\r\n" in text


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("maritsa,person,,,maritsa,,en,Maritsa,,,,,\n", "another `kind`: 'person', not 'place'"),
        ("maritsa,,no,,maritsa,,en,Maritsa,,,,,\n", "another `contested`: False, not True"),
        ("maritsa,,,A brook,maritsa,,en,Maritsa,,,,,\n", "another `definition`"),
        ("maritsa,,,,maritsa,turkish,en,Maritsa,,,,,\n", "another `side` of maritsa: 'turkish', not 'bulgarian'"),
        ("maritsa,,,,maritsa,,en,Maritza,,,,,\nmaritsa,,,,maritsa,,en,Maritsa,,,,,\n", "'Maritza' (en) before 'Maritsa'"),
        ("maritsa,,,,maritsa,,ru,Марица,,,,марицкая,\n", "'Марица' (ru) with `forms` марицкая"),
        ("maritsa,,,,,,en,,,,,,Maritsa Vostok\nmaritsa,,,,maritsa,,en,Maritsa,,,,,\n", "other look-alikes (en): Maritsa Vostok"),
    ],
)
def test_a_contradiction_is_told_with_both_places_and_nothing_is_overwritten(row: str, what: str, root: Path) -> None:
    done = take(root, row, wish=Wish(merge=True))
    told = [str(conflict) for conflict in done.comparison.conflicts if what in str(conflict)]
    assert len(told) == 1
    assert "new.csv:2" in told[0]
    assert "rivers.yaml:" in told[0]
    assert not done.complete
    assert rivers(root) == RIVERS


def test_what_a_file_leaves_out_is_no_contradiction(root: Path) -> None:
    done = take(root, "maritsa,,,,maritsa,,ru,Марица,,,,,\nmaritsa,,,,evros,,el,Έβρος,,,,,\n")
    assert (done.complete, done.comparison.same) == (True, ("maritsa",))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",place,no,,a,,en,A,,,,,\n", r"new\.csv:2: the cell `concept` must not be empty"),
        ("a,place,no,,a,,,A,,,,,\n", r"new\.csv:2: a row with a name needs a locale and a form"),
        ("a,place,no,,,,en,A,,,,,\n", r"new\.csv:2: a row without a name"),
        ("a,place,perhaps,,a,,en,A,,,,,\n", r"new\.csv:2: `contested` must be yes or no, not 'perhaps'"),
        ("a,place,no,,a,,en,A,,,,,\na,person,,,a,,ru,А,,,,,\n", r"new\.csv:3: `kind` of a says something else than in .*new\.csv:2"),
        ("a,place,no,,a,,zz,A,,,,,\n", r"new\.csv:2:1: unknown locale 'zz'"),
        ("a,town,no,,a,,en,A,,,,,\n", r"new\.csv:2:1: `kind` must be one of"),
        ("a,place,no,,a,,en,A,,,,,\na,,,,a,,en,A,,,,,\n", r"new\.csv:3:1: the form 'A' stands here twice"),
    ],
)
def test_a_wrong_row_stops_a_sheet_with_its_line_and_writes_nothing(row: str, message: str, root: Path) -> None:
    with pytest.raises(TransflowError, match=message):
        take(root, row)
    assert [path.name for path in (root / "glossary").iterdir()] == ["rivers.yaml"]


@pytest.mark.parametrize("into", ["../a.yaml", "glossary/styles/a.yaml", "/srv/a.yaml", "a.json", "a", ".a.yaml"])
def test_into_names_a_yaml_file_of_the_glossary_only(into: str, root: Path) -> None:
    with pytest.raises(TransflowError, match="--into names a YAML file in glossary/"):
        take(root, "a,place,no,,a,,en,A,,,,,\n", wish=Wish(into=into))


def test_a_file_that_stands_is_added_to_only_where_asked(root: Path) -> None:
    with pytest.raises(TransflowError, match=r"this file stands already; say --into rivers\.yaml"):
        take(root, "a,place,no,,a,,en,A,,,,,\n", name="rivers.csv")


def test_a_layout_without_a_safe_place_is_left_alone(root: Path) -> None:
    path = root / "glossary" / "rivers.yaml"
    path.write_text("concepts: {arda: {kind: place, names: {arda: {forms: {en: Arda}}}}}\n", encoding="utf-8")
    for row in ("tundzha,place,no,,tundzha,,en,Tundzha,,,,,\n", "arda,place,no,,ardas,,el,Άρδας,,,,,\n"):
        with pytest.raises(TransflowError):
            take(root, row, wish=Wish(into="rivers.yaml", merge=True))
    assert path.read_text(encoding="utf-8").count("\n") == 1


def test_a_form_that_another_concept_has_is_told(root: Path) -> None:
    done = take(root, "balkan,place,no,,balkan,,en,Evros,,,,,\n")
    assert [conflict.what for conflict in done.shared] == ["'Evros' (en) is a form of maritsa, too"]


def test_another_tools_terms_are_forms_of_one_name_the_preferred_first_and_the_deprecated_last(root: Path) -> None:
    done = import_glossary(root, CASES / "institution-v3-dct.tbx", Wish())
    concept = read_glossary(root / "glossary").concepts["maritsa-commission"]
    assert [form.text for form in concept.names["maritsa-commission"].forms["en"]] == ["Maritsa Commission", "MC", "Evros Commission"]
    assert concept.definition == "Commission for the Maritsa basin."
    assert concept.sources == ("Official Journal, 1997",)
    assert [(one.what[:48], one.count, one.at.line if one.at else None) for one in done.told] == [
        ("the subject field 'hydrology' is no kind of conc", 1, 8),
        ("transflow has no place for `termType`", 2, 17),
        ("transflow has no place for `note`", 1, 28),
        ("'Maritsa Commission' (en) stands in maritsa-comm", 1, 35),
        ("deprecated terms are forms after all others; tha", 1, 23),
        ("the kind of a new concept is not said; it is a `", 1, 7),
    ]


def test_a_vendors_regions_can_be_taken_for_languages_and_an_unknown_locale_is_told(root: Path) -> None:
    done = import_glossary(root, CASES / "vendor-v2.tbx", Wish(renamed={"en-US": "en", "el-GR": "el"}))
    concept = read_glossary(root / "glossary").concepts["maritsa-river"]
    assert {locale: [form.text for form in forms] for locale, forms in concept.names["maritsa-river"].forms.items()} == {
        "en": ["Maritsa River"],
        "el": ["Έβρος"],
    }
    assert [one.what for one in done.told] == [
        "unknown locale 'qya-Latn-x-private': 'ar-heren' is left out",
        "the kind of a new concept is not said; it is a `term` until somebody says what it is",
    ]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.tbx")), ids=lambda path: path.stem)
def test_files_of_other_tools_are_idempotent_and_tell_the_same_again(case: Path, root: Path) -> None:
    first = import_glossary(root, case, Wish())
    again = import_glossary(root, case, Wish())
    assert first.comparison.new
    assert again.comparison.new == ()
    assert again.comparison.conflicts == ()
    assert again.files == ()
    assert again.told == tuple(one for one in first.told if "kind of a new concept" not in one.what)


def test_a_part_is_exported_by_concept_and_locale_and_what_is_missing_is_told(root: Path) -> None:
    done = export_glossary(root, format="csv", locales=("el",), concepts=("maritsa",))
    assert "Έβρος" in done.text
    assert "Марица" not in done.text
    assert [one.what for one in done.told] == ["maritsa/maritsa has no form in el; it is left out"]
    with pytest.raises(TransflowError, match="no concept 'arda'"):
        export_glossary(root, format="csv", concepts=("arda",))
    with pytest.raises(TransflowError, match="nothing to export"):
        export_glossary(root, format="csv", locales=("ja",))


def test_a_new_name_before_new_forms_of_the_last_one_does_not_take_them(root: Path) -> None:
    sheet = "maritsa,,,,meric,turkish,tr,Meriç,,,,,\nmaritsa,,,,maritsa,,tr,Maritsa,,,,,\nmaritsa,,,,maritsa,,bg,Марица,,,,,\n"
    done = take(root, sheet, wish=Wish(merge=True))
    names = read_glossary(root / "glossary").concepts["maritsa"].names
    assert done.complete
    assert list(names) == ["maritsa", "evros", "meric"]
    assert list(names["maritsa"].forms) == ["en", "ru", "tr", "bg"]
    assert list(names["meric"].forms) == ["tr"]
