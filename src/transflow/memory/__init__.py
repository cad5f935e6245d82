"""Memory: approved pairs, found again by the same source, by the same but for its numbers, and by a like one."""

from transflow.memory.counting import Holding, Supply, holdings, supplies
from transflow.memory.difference import difference, marked
from transflow.memory.filling import forget, known_stamps, remember
from transflow.memory.matching import LEAST, matches, same_region
from transflow.memory.model import Change, Kind, Match, Origin, Pair, Part, Query
from transflow.memory.store import DamagedStoreError, Store, errors_told, language_of, opened, remove, sound

__all__ = [
    "LEAST",
    "Change",
    "DamagedStoreError",
    "Holding",
    "Kind",
    "Match",
    "Origin",
    "Pair",
    "Part",
    "Query",
    "Store",
    "Supply",
    "difference",
    "errors_told",
    "forget",
    "holdings",
    "known_stamps",
    "language_of",
    "marked",
    "matches",
    "opened",
    "remember",
    "remove",
    "same_region",
    "sound",
    "supplies",
]
