"""How many names of the sample `glossary candidates` finds without knowing one, and how many counterparts are of the same concept.

The sample's glossary is the judge: a name counts as found where a candidate is it or holds it, a counterpart as right where it is a form of a concept that its candidate holds.
"""

from __future__ import annotations

from pathlib import Path

from transflow.formats.po import read_catalog
from transflow.glossary import Glossary, Matcher, read_glossary
from transflow.glossary.candidates import Pair, candidates

ROOT = Path(__file__).parent.parent
EDITIONS = ("ru", "fr", "hy", "az", "fa")


def main() -> None:
    """Print a line an edition."""
    glossary = read_glossary(ROOT / "glossary")
    source = Matcher(glossary, "en")
    for edition in EDITIONS:
        catalog = read_catalog(ROOT / "locales" / edition / "LC_MESSAGES" / "lachin-speech.po")
        pairs = [Pair(entry.source, entry.target) for entry in catalog.entries if not entry.obsolete]
        listed = candidates(pairs, Glossary(), source="en", target=edition)
        mentions = [mention for pair in pairs for mention in source.find(pair.source) if not mention.derived]
        names = {mention.text.removesuffix("’s").lower() for mention in mentions if mention.text[0].isupper()}
        missing = {name for name in names if not any(name in one.text.lower() for one in listed)}
        target = Matcher(glossary, edition)
        counts = {(sure, right): 0 for sure in (True, False) for right in (True, False)}
        for one in listed:
            concepts = {mention.concept for mention in source.find(one.text)}
            if concepts and one.counterpart:
                right = bool(concepts & {mention.concept for mention in target.find(one.counterpart.text)})
                counts[one.counterpart.sure, right] += 1
        print(
            f"{edition}: {len(pairs)} units, {len(listed)} candidates, {len(names) - len(missing)} of {len(names)} names; counterparts "
            f"{counts[True, True]} right and {counts[True, False]} wrong, marked with ? {counts[False, True]} right and {counts[False, False]} wrong"
        )


if __name__ == "__main__":
    main()
