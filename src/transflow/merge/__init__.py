"""Merge: yesterday's catalog and today's article become today's catalog, two versions of a catalog become one, and nobody's work is lost."""

from transflow.merge.joining import Joined, join
from transflow.merge.merging import Merged, merge
from transflow.merge.report import Change, Kind, Report

__all__ = ["Change", "Joined", "Kind", "Merged", "Report", "join", "merge"]
