"""The whole error tree: every failure that a person can mend, said as `file:line:column: what`.

TransflowError
├── UsageError            the call itself: an unknown edition, a missing file
├── ProjectError          transflow.yaml, or how things lie on disk
├── YamlError             text that is no acceptable YAML
├── GlossaryError         concepts, names, forms
│   └── StyleError        styles and rules
├── ArticleError          an article that cannot be read
├── CatalogError          a PO or POT file that cannot be read or written
├── ExchangeError         a TBX, TMX, XLIFF, CSV or JSON Lines file that cannot be read or written
├── BackendError          an engine that gave no usable draft
│   ├── UnsupportedPairError  it does not translate between these languages
│   ├── UnavailableError      it is not installed, or its server does not answer
│   ├── QuotaExceededError    it will not answer again today
│   │   └── BudgetError       the desk does not want more to be sent to it
│   └── ConfidentialError     it would send a confidential article off this machine
├── SignoffError          a sign-off that cannot be read or given
│   ├── RefusedError          the project's policy does not let this person do this
│   └── ConflictError         what was before the person's eyes has changed meanwhile
├── StorageError          the disk: full, read-only, locked by somebody else
└── Problems              several of the above, found in one go
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; lines and columns count from 1, columns in code points."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return `file:line:column`, leaving out what is not known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class TransflowError(Exception):
    """Something that the person at the shell can mend; ends with exit code 2."""

    def __init__(self, what: str, at: Position | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.at = at

    def __str__(self) -> str:
        """Return `file:line:column: what`."""
        return f"{self.at}: {self.what}" if self.at else self.what


class UsageError(TransflowError):
    """The call asks for something that is not there."""


class ProjectError(TransflowError):
    """transflow.yaml, or the files around it, cannot be used."""


class YamlError(TransflowError):
    """A text is no YAML that transflow accepts."""


class GlossaryError(TransflowError):
    """A concept, name or form cannot be used."""


class StyleError(GlossaryError):
    """A style or one of its rules cannot be used."""


class ArticleError(TransflowError):
    """An article cannot be read."""


class CatalogError(TransflowError):
    """A PO or POT file cannot be read or written."""


class ExchangeError(TransflowError):
    """A file of another program (TBX, TMX, XLIFF, CSV, JSON Lines) cannot be read or written."""


class BackendError(TransflowError):
    """An engine gave no draft that can be used."""


class UnsupportedPairError(BackendError):
    """The engine does not translate between these two locales."""


class UnavailableError(BackendError):
    """The engine is not installed, or its server does not answer."""


class QuotaExceededError(BackendError):
    """The engine will not answer again before its quota is renewed."""


class BudgetError(QuotaExceededError):
    """A budget of the desk does not allow what would be sent to the engine."""


class ConfidentialError(BackendError):
    """The engine would send an article off this machine whose head says that it is confidential."""


class SignoffError(TransflowError):
    """A sign-off cannot be read or given."""


class RefusedError(SignoffError):
    """What the project asks for does not let this person do this to this unit."""


class ConflictError(SignoffError):
    """What the person had before their eyes is not what stands there now."""


class StorageError(TransflowError):
    """The disk refused: full, read-only, or the file is locked by another process."""


class Problems(TransflowError):  # noqa: N818 - a collection of errors, named for what it holds
    """Several errors found in one go, each with its own position."""

    def __init__(self, errors: tuple[TransflowError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors
