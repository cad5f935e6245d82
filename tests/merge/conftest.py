"""The measurement of benchmarks/edits.py is also what the tests hold the merge to; the laws share their histories."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path += [str(Path(__file__).parents[2] / "benchmarks"), str(Path(__file__).parent)]
