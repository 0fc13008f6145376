"""Which variables look like settings of ours and are none? Nothing reads them, and nobody would say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from core.settings import NAMES
from core.settings_checked import Wrong

_OURS = ("TELEGRAM_", "TWILIO_", "TRANSLATE_", "HUB_")
_ALIKE = 0.8
_OTHERS = frozenset(("DOMAIN", "POSTGRES_PASSWORD"))  # for compose.yaml


def misspelt(names: Iterable[str]) -> Iterator[Wrong]:
    """Of the names of variables, those that begin like ours or are nearly one, with the one that is meant."""
    for name in sorted(set(names) - NAMES - _OTHERS):
        near = get_close_matches(name.upper(), sorted(NAMES), n=1, cutoff=_ALIKE)
        if near or name.startswith(_OURS):
            cure = f"write {near[0]}" if near else "README.md lists those that there are"
            yield Wrong(name, "is no setting, so nothing reads it", cure, fatal=False)
