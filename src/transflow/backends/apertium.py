"""Apertium, the rule-based engine, through its command line: rough prose, but it runs anywhere and forgets no sentence.

Several sentences go through one call (170 ms each otherwise), set apart by blank lines, which Apertium keeps and
never moves words across.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from transflow.backends.base import Abilities, Limits, refuse_unknown_options
from transflow.backends.quotes import find_marks
from transflow.errors import BackendError, ProjectError, UnavailableError, UnsupportedPairError
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "apertium"
LIMITS = Limits(items=50, characters=20_000)
TIMEOUT = 60.0
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_STRAY = re.compile(r"(?<=\w)['’](?!\w)")
_SPACES = re.compile(r"[ \t\r\n]+")

# ISO 639-3 codes, in which Apertium names its modes, of the languages that it has released pairs for.
THREE_LETTERS = {
    "af": "afr", "ar": "ara", "ast": "ast", "az": "aze", "be": "bel", "bg": "bul", "br": "bre", "ca": "cat", "cy": "cym", "da": "dan",
    "de": "deu", "en": "eng", "eo": "epo", "es": "spa", "eu": "eus", "fa": "pes", "fi": "fin", "fr": "fra", "gl": "glg", "hi": "hin",
    "hr": "hbs", "id": "ind", "is": "isl", "it": "ita", "kk": "kaz", "ky": "kir", "mk": "mkd", "ms": "zlm", "mt": "mlt", "nb": "nob",
    "nl": "nld", "nn": "nno", "oc": "oci", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sl": "slv", "sr": "hbs", "sv": "swe",
    "tr": "tur", "tt": "tat", "uk": "ukr", "ur": "urd", "uz": "uzb",
}  # fmt: skip


class ApertiumBackend:
    """The `apertium` command with the modes that are installed beside it."""

    name = NAME
    limits = LIMITS
    abilities = Abilities()

    def __init__(self, *, command: str, timeout: float) -> None:
        self._command = command
        self._timeout = timeout
        self._modes: frozenset[str] | None = None

    def supports(self, source: str, target: str) -> bool:
        """Tell whether a mode for the pair is installed; raises UnavailableError where Apertium itself is not."""
        return self._mode(source, target) is not None

    def model(self, source: str, target: str) -> str:
        """Return the installed mode, such as `eng-spa`."""
        return self._mode(source, target) or "no mode"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate all texts in one call, or one by one where the answer does not fall into as many parts."""
        mode = self._mode(source, target)
        if mode is None:
            installed = ", ".join(sorted(self._installed())) or "none"
            raise UnsupportedPairError(f"{NAME}: no mode for {source} → {target} is installed (installed: {installed})")
        lines = [_SPACES.sub(" ", text).strip() for text in texts]
        if not all(lines):
            raise BackendError(f"{NAME}: an empty text cannot be translated")
        answers = self._call(lines, mode)
        if len(answers) != len(lines):
            answers = [" ".join(self._call([line], mode)) for line in lines]
        for answer in answers:
            if not answer:
                raise BackendError(f"{NAME}: {mode} answered nothing to a text")
        return answers

    def _call(self, lines: Sequence[str], mode: str) -> list[str]:
        answer = self._run(["-u", "-f", "txt", mode], "\n\n".join(lines) + "\n")
        parts = [_SPACES.sub(" ", part).strip() for part in _BLANK_LINE.split(answer.strip("\n"))]
        return [without_stray_apostrophes(part) for part in parts]

    def _mode(self, source: str, target: str) -> str | None:
        """Return the mode of a pair, the locale's own (`spa_BR`) before the language's."""
        installed = self._installed()
        regions = [f"_{part}" for part in re.split(r"[-_]", target.split("@", maxsplit=1)[0])[1:] if len(part) == 2]
        for suffix in (*regions, ""):
            for code in (three_letters, bare_language):
                mode = f"{code(source)}-{code(target)}{suffix}"
                if mode in installed:
                    return mode
        return None

    def _installed(self) -> frozenset[str]:
        if self._modes is None:
            self._modes = frozenset(self._run(["-l"], "").split())
        return self._modes

    def _run(self, arguments: Sequence[str], given: str) -> str:
        program = shutil.which(self._command)
        if program is None:
            raise UnavailableError(f"{NAME}: the command is not installed (Debian: apertium and a pair such as apertium-eng-spa)")
        try:
            ended = subprocess.run(  # noqa: S603 - no shell; the texts go through standard input
                [program, *arguments],
                input=given.encode(),
                capture_output=True,
                timeout=self._timeout,
                check=False,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired as late:
            raise UnavailableError(f"{NAME}: no answer within {self._timeout:g} s") from late
        except OSError as refused:
            raise UnavailableError(f"{NAME}: the command cannot be started ({refused.strerror})") from refused
        if ended.returncode:
            said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
            raise BackendError(f"{NAME}: ended with {ended.returncode}" + (f": {said[0]}" if said else ""))
        return ended.stdout.decode("utf-8", "replace")


def create(options: dict[str, object]) -> ApertiumBackend:
    """Return the engine; options: `command` (its path or name) and `timeout` in seconds."""
    refuse_unknown_options(NAME, options, ("command", "timeout"))
    command, timeout = options.get("command", NAME), options.get("timeout", TIMEOUT)
    if not isinstance(command, str):
        raise ProjectError(f"backend {NAME}: command is the path or name of a program")
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or timeout <= 0:
        raise ProjectError(f"backend {NAME}: timeout is a number of seconds")
    return ApertiumBackend(command=command, timeout=float(timeout))


def without_stray_apostrophes(answer: str) -> str:
    """Take away what is left of an English possessive after an unknown name: an apostrophe with nothing behind it."""
    marks = {mark.offset for mark in find_marks(answer)}
    return _STRAY.sub(lambda found: found[0] if found.start() in marks else "", answer)


def three_letters(locale: str) -> str:
    """Return what Apertium calls the language of a locale."""
    language = bare_language(locale)
    return THREE_LETTERS.get(language, language)
