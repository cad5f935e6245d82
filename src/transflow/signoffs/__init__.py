"""Sign-offs: who approved, rejected or waived what, bound to exactly the content that they had before their eyes.

They lie as lines of JSON beside the catalog and are only ever added to. What they make of a unit is worked out on every read.
"""

from transflow.signoffs.chains import Fault, broken, heads, verify
from transflow.signoffs.content import Seen, seen_of
from transflow.signoffs.journal import Journal, add, parse_journal, read_journal
from transflow.signoffs.lines import Act, Line, Signoff, encode
from transflow.signoffs.rules import Ground, not_allowed
from transflow.signoffs.standing import Judgement, Standing, Verdict, judge, stand, text_approved

__all__ = [
    "Act",
    "Fault",
    "Ground",
    "Journal",
    "Judgement",
    "Line",
    "Seen",
    "Signoff",
    "Standing",
    "Verdict",
    "add",
    "broken",
    "encode",
    "heads",
    "judge",
    "not_allowed",
    "parse_journal",
    "read_journal",
    "seen_of",
    "stand",
    "text_approved",
    "verify",
]
