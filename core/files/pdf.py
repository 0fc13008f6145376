"""A PDF without its author, its programs and its attachments, rewritten in a process of its own.

A PDF is a program for its reader: reading a hostile one may take for ever or all memory, so that process has little of
both, and its end is all that happens. `python -m core.files.pdf` reads a PDF and writes one.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from core.files.damage import Damaged, Locked

SECONDS = 10
_ROOT = Path(__file__).parents[2]
_MEMORY = 768 * 1024 * 1024
_LOCKED, _BROKEN = 3, 4
# What runs by itself, what is packed inside, and what tells about its maker (ISO 32000-1, 7.7.2 and 14.3).
_NEVER = ("/OpenAction", "/AA", "/JavaScript", "/EmbeddedFiles", "/Metadata", "/PieceInfo", "/AF", "/LastModified")
_ACTIONS = frozenset(("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"))


def strip(data: bytes) -> bytes:
    """The PDF rewritten; raises Locked where it needs a password, Damaged where it cannot be read in time."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "core.files.pdf"],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=_ROOT,
            env={"SYSTEMROOT": os.environ.get("SYSTEMROOT", "")},  # no token and no key goes along
        )
    except subprocess.TimeoutExpired:
        raise Damaged from None
    if done.returncode == _LOCKED:
        raise Locked
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise Damaged
    return done.stdout


def rewrite(data: bytes) -> bytes:
    """The same pages without what is in `_NEVER`. Raises whatever a broken file makes pypdf raise."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, StreamObject

    from core.files.pictures import jpeg

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Locked
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    writer.metadata = None
    for one in writer._objects:
        if not isinstance(one, DictionaryObject):
            continue
        for name in _NEVER:
            one.pop(name, None)
        action = one.get("/A")
        if isinstance(action, DictionaryObject) and action.get("/S") in _ACTIONS:
            del one["/A"]
        if one.get("/S") in _ACTIONS:
            one.clear()
        if isinstance(one, StreamObject) and one.get("/Filter") == "/DCTDecode":
            one._data = jpeg(one._data)  # a photo inside tells as much as one outside
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def main() -> int:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    except (ImportError, ValueError, OSError):  # no such limits here: the time-out is left
        pass
    try:
        sys.stdout.buffer.write(rewrite(sys.stdin.buffer.read()))
    except Locked:
        return _LOCKED
    except Exception:  # noqa: BLE001  whatever is wrong with it, it is not handed on
        return _BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
