"""XLIFF, the format in which translation programs hand texts to each other: 2.1 and 1.2 are written, any 2.x and 1.x is read.

| state | 2.1 | 1.2 |
|---|---|---|
| untranslated | `initial`, no target | `new` |
| draft | `initial`, `transflow:draft` | `needs-review-translation` |
| translated | `translated` | `translated` |
| approved | `final` | `signed-off`, `approved="yes"` |
"""

from __future__ import annotations

from transflow.formats.bilingual import BilingualFile, BilingualUnit, Term, base_of
from transflow.formats.xliff_12_write import write_xliff_12
from transflow.formats.xliff_read import read_xliff
from transflow.formats.xliff_write import write_xliff

__all__ = ["BilingualFile", "BilingualUnit", "Term", "base_of", "read_xliff", "write_xliff", "write_xliff_12"]
