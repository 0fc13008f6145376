"""A PDF without its author, its programs and its attachments, rewritten in a process of its own.

A PDF is a program for its reader: reading a hostile one may take for ever or all memory, so that process has little of
both, and its end is all that happens. `python -m core.files.pdf` reads a PDF and writes one.

What is not known to be needed to see a page is left behind: entries of pages, annotations and resources are allowed by
name (ISO 32000-1, 7.7.3, 12.5 and 7.8.3), from each page downwards to the last value, and whatever nothing of that
leads to is not written.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.files.damage import Damaged, Locked

SECONDS = 10
_ROOT = Path(__file__).parents[2]
_MEMORY = 768 * 1024 * 1024
_LOCKED, _BROKEN = 3, 4

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_PAGE = frozenset(("/Type", "/Parent", "/Resources", "/Contents", "/Annots", "/Rotate", "/UserUnit", "/Group", *_BOXES))
_RESOURCES = frozenset(("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet"))
_MARKS = frozenset(
    "/" + name
    for name in (
        *("Link", "Text", "FreeText", "Highlight", "Underline", "StrikeOut", "Squiggly", "Line", "Square", "Circle"),
        *("Polygon", "PolyLine", "Ink", "Stamp", "Caret", "Widget"),
    )
)
"""Annotations that somebody reads or sees; others hold files, sound, films and three dimensions."""
_MARK = frozenset(
    "/" + name
    for name in (
        *("Type", "Subtype", "Rect", "Contents", "QuadPoints", "Border", "BS", "C", "IC", "CA", "Dest", "A", "AP"),
        *("AS", "F", "L", "LE", "Vertices", "InkList", "DA", "Q"),
    )
)
_LINKS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_TELLING = (
    *(
        "/Metadata",
        "/PieceInfo",
        "/LastModified",
        "/OPI",
        "/Ref",
        "/AF",
        "/Alternates",
        "/Thumb",
        "/Author",
        "/Measure",
    ),
    *("/CreationDate", "/PtData", "/StructParent", "/StructParents", "/Properties", "/OC"),
    *("/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/RichMediaContent", "/Annots", "/Parent"),
)
"""What tells of the maker, runs, or is packed inside, wherever else it stands below a page."""
_OUTSIDE = ("/F", "/FFilter", "/FDecodeParms")  # of a stream: its data are in another file
_CODED = {"/DCTDecode": "jpeg", "/JPXDecode": "jpx"}
_SHORT = {
    **{"/AHx": "/ASCIIHexDecode", "/A85": "/ASCII85Decode", "/LZW": "/LZWDecode", "/Fl": "/FlateDecode"},
    **{"/RL": "/RunLengthDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode"},
}
"""Meant for pictures in a drawing, and understood by readers everywhere."""
_INLINE = re.compile(rb"/(?:DCT|DCTDecode)(?![A-Za-z])|/[A-Za-z]*#[0-9A-Fa-f]{2}")
"""A photo that is written into a page's own drawing, or a name that may say so in other signs."""


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
    """The same pages with what is allowed on them. Raises whatever a broken file makes pypdf raise."""
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Locked
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    writer.metadata = None
    kept = _Kept()
    for page in writer.pages:
        kept.follow(page.indirect_reference, kept.page)
    kept.work_off()
    roots = (writer.root_object, writer._pages.get_object())
    for at, one in enumerate(writer._objects):
        if at + 1 not in kept.reached and not any(one is root for root in roots):
            writer._objects[at] = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class _Kept:
    """Walks from pages to all they need, and takes away from each value what its place there does not allow."""

    def __init__(self) -> None:
        self.reached: set[int] = set()
        self._seen: set[tuple[int, str]] = set()
        self._todo: list[tuple[Any, Callable[[Any], None]]] = []

    def follow(self, value: Any, place: Callable[[Any], None]) -> None:
        """Look at the value as one of that place: a value is seen once for each place from which it is reached."""
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

        for _hop in range(8):  # a reference to a reference
            if not isinstance(value, IndirectObject):
                break
            if (value.idnum, place.__name__) in self._seen:
                return
            self._seen.add((value.idnum, place.__name__))
            self.reached.add(value.idnum)
            value = value.get_object()
        if isinstance(value, ArrayObject | DictionaryObject):
            self._todo.append((value, place))

    def work_off(self) -> None:
        while self._todo:
            value, place = self._todo.pop()
            place(value)

    # ---- places ---------------------------------------------------------------------------------------------------

    def page(self, page: Any) -> None:
        _only(page, _PAGE)
        if marks := _array(page.get("/Annots")):
            marks[:] = [one for one in marks if _is_mark(one.get_object())]
            self.follow(page.raw_get("/Annots"), self.marks)
        else:
            page.pop("/Annots", None)
        for name in ("/Contents", "/Group", *_BOXES):
            self._below(page, name, self.other)
        self._below(page, "/Resources", self.resources)

    def marks(self, marks: Any) -> None:
        for one in marks:
            self.follow(one, self.mark)

    def mark(self, mark: Any) -> None:
        """An annotation; a form's field stays as the picture that it shows."""
        from pypdf.generic import NameObject

        if not _is_mark(mark):  # reached as a mark of another page
            mark.clear()
            return
        if mark["/Subtype"] == "/Widget":
            mark[NameObject("/Subtype")] = NameObject("/Stamp")
        _only(mark, _MARK)
        action = mark.pop("/A", None)
        if allowed := _action(action.get_object() if action is not None else None):
            mark[NameObject("/A")] = allowed
        for name in ("/A", "/Dest"):
            self._below(mark, name, self.leads)
        self._below(mark, "/AP", self.by_name)
        for name in ("/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/IC", "/L", "/LE", "/Vertices", "/InkList"):
            self._below(mark, name, self.other)

    def leads(self, value: Any) -> None:
        """Where a link leads: an address, or a page of this file."""
        for one in _values(value):
            found = one.get_object() if one is not None else None
            is_page = isinstance(found, dict) and found.get("/Type") == "/Page"
            self.follow(one, self.page if is_page else self.leads)

    def resources(self, value: Any) -> None:
        _only(value, _RESOURCES)
        for name in list(value):
            self._below(value, name, self.by_name)

    def by_name(self, value: Any) -> None:
        """Names that the file chose, and what each stands for."""
        if hasattr(value, "_data"):
            self.other(value)
            return
        for one in _values(value):
            self.follow(one, self.other)

    def other(self, value: Any) -> None:
        """Anything that a page is drawn with."""
        if not isinstance(value, dict):
            for one in value:
                self.follow(one, self.other)
            return
        for name in _TELLING:
            value.pop(name, None)
        if hasattr(value, "_data"):
            _drawn(value)
        places = {"/Resources": self.resources, "/CharProcs": self.by_name}
        for name in list(value):
            self._below(value, name, places.get(name, self.other))

    def _below(self, of: Any, name: str, place: Callable[[Any], None]) -> None:
        if name in of:
            self.follow(of.raw_get(name), place)


def _only(value: Any, allowed: frozenset[str]) -> None:
    for name in [name for name in value if name not in allowed]:
        del value[name]


def _values(value: Any) -> list[Any]:
    """What is in a dictionary or an array, references as they are."""
    return [value.raw_get(name) for name in value] if hasattr(value, "raw_get") else list(value)


def _array(value: Any) -> Any:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, list) else None


def _is_mark(value: Any) -> bool:
    return isinstance(value, dict) and value.get("/Subtype") in _MARKS


def _action(action: Any) -> Any:
    """An action that leads to an address or a page, made anew without what follows it; None for any other."""
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    kind = action.get("/S") if isinstance(action, dict) else None
    if kind == "/URI" and _LINKS.match(str(action.get("/URI", ""))):
        what = {NameObject("/URI"): TextStringObject(str(action["/URI"]))}
    elif kind == "/GoTo" and "/D" in action:
        what = {NameObject("/D"): action.raw_get("/D")}
    else:
        return None
    return DictionaryObject({NameObject("/S"): NameObject(str(kind)), **what})


# ---- streams --------------------------------------------------------------------------------------------------------


def _drawn(stream: Any) -> None:
    """A picture without what its own format tells of its maker; a drawing without such pictures in it."""
    from pypdf.generic import ArrayObject, NameObject

    for name in _OUTSIDE:
        stream.pop(name, None)
    for name in ("/Filter", "/DecodeParms"):  # pypdf follows no references in them
        if name in stream:
            found = stream[name].get_object()
            found = ArrayObject([one.get_object() for one in found]) if isinstance(found, list) else found
            stream[NameObject(name)] = found
    filters = stream.get("/Filter", ())
    filters = [str(one) for one in filters] if isinstance(filters, list) else [str(filters)]
    if not _SHORT.keys().isdisjoint(filters):
        filters = [_SHORT.get(one, one) for one in filters]
        stream[NameObject("/Filter")] = ArrayObject([NameObject(one) for one in filters])
    if any(one in _CODED for one in filters):
        _picture(stream, filters)
    elif stream.get("/Subtype") != "/Image":
        _drawing(stream)


def _picture(stream: Any, filters: list[str]) -> None:
    """A JPEG or JPEG 2000 in it is taken out of whatever it is packed in and cleaned; blank where it cannot be read."""
    from pypdf.filters import decode_stream_data
    from pypdf.generic import ArrayObject, NameObject

    from core.files import pictures

    coded = filters[-1]
    try:
        if coded not in _CODED or any(one in _CODED for one in filters[:-1]):
            raise Damaged
        clean = getattr(pictures, _CODED[coded])(decode_stream_data(stream))
    except Exception:  # noqa: BLE001  whatever is wrong with it, it is not handed on
        _blank(stream)
        return
    ways = stream.pop("/DecodeParms", None)
    way = ways[-1].get_object() if isinstance(ways, list) and ways else ways
    if isinstance(way, dict) and "/ColorTransform" in way:
        stream[NameObject("/DecodeParms")] = ArrayObject([way])
    stream[NameObject("/Filter")] = ArrayObject([NameObject(coded)])
    stream._data = clean


def _blank(stream: Any) -> None:
    from pypdf.generic import NameObject, NumberObject

    stream.clear()
    for name, value in (("/Type", "/XObject"), ("/Subtype", "/Image"), ("/ColorSpace", "/DeviceGray")):
        stream[NameObject(name)] = NameObject(value)
    for name in ("/Width", "/Height"):
        stream[NameObject(name)] = NumberObject(1)
    stream[NameObject("/BitsPerComponent")] = NumberObject(8)
    stream._data = b"\xff"


def _drawing(stream: Any) -> None:
    """Photos written into a drawing itself are cleaned, or left out where they cannot be read."""
    from pypdf.filters import decode_stream_data
    from pypdf.generic import ContentStream, NameObject

    from core.files.pictures import jpeg

    try:
        data = decode_stream_data(stream) if "/Filter" in stream else stream._data
    except NotImplementedError:  # of no kind that a reader knows: nothing in it is drawn
        return
    if not _INLINE.search(data):
        return
    content = ContentStream(None, None)
    content.set_data(data)
    kept = []
    for operands, operator in content.operations:
        if operator == b"INLINE IMAGE" and "DCT" in _filter_of(operands["settings"]):
            try:
                operands["data"] = jpeg(operands["data"])
            except Damaged:
                continue
        kept.append((operands, operator))
    content.operations = kept
    for name in ("/Filter", "/DecodeParms"):
        stream.pop(NameObject(name), None)
    stream._data = content.get_data()


def _filter_of(inline: Any) -> str:
    return str(inline.get("/F") or inline.get("/Filter"))


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
