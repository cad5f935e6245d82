"""200 Markdown articles of 50 KB into catalogs: transflow beside mdpo and po4a, each as its users run it."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from measure import Cost, process, table

ARTICLES = 200
SIZE = 50_000
WORDS = [
    "the",
    "ministry",
    "road",
    "corridor",
    "statement",
    "border",
    "village",
    "peace",
    "talks",
    "Lachin",
    "Karabakh",
    "Artsakh",
    "Baku",
    "Yerevan",
    "Nakhichevan",
    "said",
    "that",
    "a",
    "new",
    "agreement",
    "between",
    "both",
    "sides",
    "would",
    "open",
    "schools",
    "hospitals",
    "trade",
    "and",
    "transport",
    "after",
    "years",
    "of",
    "war",
    "in",
    "the",
    "region",
    "according",
    "to",
    "officials",
]
MDPO = """
import sys, pathlib
from mdpo.md2po import markdown_to_pofile
out = pathlib.Path(sys.argv[2]); out.mkdir(exist_ok=True)
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.md")):
    markdown_to_pofile(str(path), save=True, po_filepath=str(out / (path.stem + ".po")))
"""


def article(seed: int) -> str:
    """Return a Markdown article of about 50 KB: headings, lists, links, quotations, emphasis."""
    chance = random.Random(seed)  # noqa: S311 - text, not a secret
    parts = [f"# Report {seed}\n"]
    size = 0
    while size < SIZE:
        kind = chance.random()
        sentences = [sentence(chance) for _ in range(chance.randint(2, 6))]
        if kind < 0.08:
            part = f"## {sentence(chance).rstrip('.')}\n"
        elif kind < 0.18:
            part = "\n".join(f"- {each}" for each in sentences) + "\n"
        elif kind < 0.24:
            part = "> " + " ".join(sentences) + "\n"
        else:
            part = " ".join(sentences) + "\n"
        parts.append(part)
        size += len(part)
    return "\n".join(parts)


def sentence(chance: random.Random) -> str:
    """Return one sentence with now and then a link, emphasis or a quotation."""
    words = [chance.choice(WORDS) for _ in range(chance.randint(8, 26))]
    kind = chance.random()
    if kind < 0.08:
        words[2] = f"[{words[2]}](https://example.org/{chance.randint(1, 999)})"
    elif kind < 0.16:
        words[3] = f"**{words[3]}**"
    elif kind < 0.28:
        words[1], words[5] = f"“{words[1]}", f"{words[5]}”"
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def main() -> None:
    """Print seconds, MB/s and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    peers = parser.parse_args().peers
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        transflow = str(Path(sys.executable).parent / "transflow")
        process([transflow, "init", str(root / "project")])
        (root / "project" / "transflow.yaml").write_text("source: en\neditions:\n  ru: {style: as-source}\n")
        articles = root / "project" / "articles"
        for number in range(ARTICLES):
            (articles / f"report-{number:03}.md").write_text(article(number))
        megabytes = sum(path.stat().st_size for path in articles.glob("report-*.md")) / 1e6
        rows: dict[str, Cost] = {"transflow extract": process([transflow, "--project", str(root / "project"), "extract"])}
        if peers is not None:
            only = root / "md"
            shutil.copytree(articles, only, ignore=shutil.ignore_patterns("README.md"))
            rows["mdpo (one process)"] = process([str(peers), "-c", MDPO, str(only), str(root / "mdpo")])
        if shutil.which("po4a-gettextize"):
            po4a = root / "po4a"
            po4a.mkdir()
            lines = ["[po4a_langs] ru", f"[po4a_paths] {po4a}/all.pot $lang:{po4a}/$lang.po"]
            lines += [
                f'[type: text] {path} $lang:{po4a}/{path.stem}.$lang.md opt:"-o markdown -k 0"' for path in articles.glob("report-*.md")
            ]
            (po4a / "po4a.cfg").write_text("\n".join(lines) + "\n")
            rows["po4a (one process)"] = process(["po4a", "--quiet", "--no-translations", str(po4a / "po4a.cfg")])
        own = rows["transflow extract"]
        units = sum(path.read_text().count("\nmsgid ") for path in (root / "project" / "locales").glob("*.pot"))
        print(f"{megabytes:.1f} MB in {ARTICLES} articles; transflow: {units} units, template and one edition each")
        cells = [("", "seconds", "MB/s", "peak MB", "transflow is faster by")]
        cells += [
            (name, f"{cost.wall:.2f}", f"{megabytes / cost.wall:.2f}", f"{cost.megabytes:.0f}", f"{cost.wall / own.wall:.1f} ×")
            for name, cost in rows.items()
        ]
        table(cells)


if __name__ == "__main__":
    main()
