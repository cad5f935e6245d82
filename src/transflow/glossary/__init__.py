"""Concepts, their rival names, the forms of each name in every language, and the styles that choose between them."""

from transflow.glossary.concepts import Concept, Form, Glossary, Kind, Name
from transflow.glossary.lint import LintFinding, lint, missing_forms, unknown_styles
from transflow.glossary.matcher import Matcher
from transflow.glossary.naming import Expected, Naming, naming_for, turns_marked
from transflow.glossary.near import NearMiss
from transflow.glossary.read import read_glossary
from transflow.glossary.read_styles import read_styles
from transflow.glossary.styles import Choice, Rule, Style

__all__ = [
    "Choice",
    "Concept",
    "Expected",
    "Form",
    "Glossary",
    "Kind",
    "LintFinding",
    "Matcher",
    "Name",
    "Naming",
    "NearMiss",
    "Rule",
    "Style",
    "lint",
    "missing_forms",
    "naming_for",
    "read_glossary",
    "read_styles",
    "turns_marked",
    "unknown_styles",
]
