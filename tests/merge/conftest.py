"""The measurement of benchmarks/edits.py is also what the tests hold the merge to."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
