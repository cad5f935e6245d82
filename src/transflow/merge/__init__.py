"""Merge: yesterday's catalog and today's article become today's catalog, and nobody's work is lost."""

from transflow.merge.merging import Merged, merge
from transflow.merge.report import Change, Kind, Report

__all__ = ["Change", "Kind", "Merged", "Report", "merge"]
