"""The steps as plain functions: extract, prefill, check, build, and what they share."""

from transflow.workflow.build import Built, build
from transflow.workflow.check import Checked, check
from transflow.workflow.extract import Extracted, extract
from transflow.workflow.prefill import Prefilled, prefill
from transflow.workflow.status import CatalogStatus, catalog_units, status
from transflow.workflow.workspace import Workspace, open_workspace

__all__ = [
    "Built",
    "CatalogStatus",
    "Checked",
    "Extracted",
    "Prefilled",
    "Workspace",
    "build",
    "catalog_units",
    "check",
    "extract",
    "open_workspace",
    "prefill",
    "status",
]
