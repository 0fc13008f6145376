"""What the providers keep of what was sent from a telephone, and what the telephones show: files in a folder.

A file is named by what is in it, so that the same one lies there once, however often it is shown.
"""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from core.files import Fit, Unfit, clean

MOST_BYTES = 6 * 1024 * 1024
"""What may be sent from the telephones of one world, all together."""
_NAME = 32  # as many letters as an id of Twilio's has after its first two


class Brought(NamedTuple):
    """A file as a browser sends it: its type and name are what the browser says."""

    type: str
    name: str
    data: bytes


class Sight(NamedTuple):
    """A file on a telephone's screen, without what it told about its maker; `ref` is its name on the shelf."""

    kind: str
    type: str
    ending: str
    ref: str


class Shelf:
    """`folder` is made with the first file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Its name, 32 hexadecimal digits."""
        name = sha256(data).hexdigest()[:_NAME]
        self._folder.mkdir(exist_ok=True)
        file = self._folder / name
        if not file.exists():
            file.write_bytes(data)
        return name

    def get(self, name: str) -> bytes | None:
        """None for a name that is none."""
        file = self._folder / name
        return file.read_bytes() if name.isalnum() and file.is_file() else None

    def show(self, data: bytes) -> Sight | None:
        """As a telephone shows it; None for what is no picture, paper or voice that is handed on."""
        try:
            fit: Fit = clean(data)
        except Unfit:
            return None
        return Sight(fit.kind, fit.type, fit.ending, self.put(fit.data))

    def close(self) -> None:
        """All of it goes."""
        shutil.rmtree(self._folder, ignore_errors=True)
