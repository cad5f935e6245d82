"""Merge: yesterday's catalog and today's article become today's catalog, and nobody's work is lost."""

from transflow.merge.merging import Merged, Report, merge

__all__ = ["Merged", "Report", "merge"]
