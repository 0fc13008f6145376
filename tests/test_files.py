"""What is handed on is what somebody sent, and not where, when and with what it was made."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from core.files import Unfit, clean, pictures
from core.files.declared import SMALL, unfit
from core.relay.pieces import Piece
from tests.files import AAC, AMR, JPEG, M4A, OGG, PDF, PNG, WEBP, crc, m4a

_SECRETS = (b"Secret", b"Ana", b"/Author")


@pytest.mark.parametrize(
    ("data", "kind", "type"),
    [
        (JPEG, "photo", "image/jpeg"),
        (PNG, "photo", "image/png"),
        (WEBP, "photo", "image/webp"),
        (PDF, "document", "application/pdf"),
        (OGG, "voice", "audio/ogg"),
        (M4A, "voice", "audio/mp4"),
        (AAC, "voice", "audio/aac"),
        (AMR + b"Ana Secret", "voice", "audio/amr"),
    ],
)
def test_what_it_tells_of_its_maker_goes_and_the_rest_stays(data: bytes, kind: str, type: str) -> None:
    assert any(secret in data for secret in _SECRETS) or b"EXIF" in data
    fit = clean(data)
    assert (fit.kind, fit.type) == (kind, type)
    assert not any(secret in fit.data for secret in (*_SECRETS, b"EXIF"))
    assert clean(fit.data).data == fit.data or kind == "document"


def test_a_photo_stays_the_right_way_up_and_says_nothing_else() -> None:
    exif = clean(JPEG).data.split(b"Exif\x00\x00")[1]
    assert exif[:10] == b"MM\x00*\x00\x00\x00\x08\x00\x01"
    assert struct.unpack(">HHIHH", exif[10:22]) == (0x0112, 3, 1, 6, 0)


def test_the_picture_itself_is_not_touched() -> None:
    for data, mark in ((JPEG, b"\xff\xda"), (PNG, b"IDAT"), (WEBP, b"VP8L")):
        pixels = data.split(mark, 1)[1][:40]
        assert pixels[:24] in clean(data).data


def test_what_hangs_behind_a_picture_is_left_behind() -> None:
    for data in (JPEG, PNG, WEBP):
        assert b"stowaway" not in clean(data + b"MZ stowaway").data


def test_a_voice_note_keeps_its_sound_and_gets_a_right_checksum() -> None:
    data = clean(OGG).data
    tags = data[data.index(b"OggS", 4) : data.rindex(b"OggS")]
    assert tags.endswith(b"OpusTags" + bytes(8))
    assert int.from_bytes(tags[22:26], "little") == crc(tags[:22] + bytes(4) + tags[26:])
    assert data.endswith(bytes(range(200)))


def test_the_sound_of_a_telephone_stays_where_its_table_says_without_place_date_and_name() -> None:
    fit = clean(M4A).data
    assert len(fit) == len(M4A)
    at = int.from_bytes(fit[fit.index(b"stco") + 12 :][:4], "big")
    assert fit[at : at + 180] == bytes(range(180))
    for told in (b"14.0818", (3_900_000_000).to_bytes(4, "big"), b"Recorder", b"uuid", b"udta"):
        assert told in M4A
        assert told not in fit
    assert clean(AMR + b"Ana").data == AMR
    assert clean(AAC).data == AAC[20:]


@pytest.mark.parametrize(
    "data",
    [
        m4a(track=b"vide"),  # a film
        m4a(more=b"\x00\x00\x00\x07oops"),
        M4A[:-1],
        M4A.replace(b"mdat", b"moof"),  # in pieces
        M4A[:24] + b"\xff\xff\xff\xff" + M4A[28:],
        b"\x00\x00\x00\x08ftyp" + b"\x00\x00\x00\x08free" * 3_000,
        b"#!AMR\nAna",
        b"\xff\xf1\x50\x80\x00\x00\xfc",
    ],
)
def test_films_and_sounds_that_do_not_add_up_are_damaged(data: bytes) -> None:
    with pytest.raises(Unfit, match="damaged"):
        clean(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"PK\x03\x04 an archive, or a program for a phone",
        b"<html><script>alert(1)</script>",
        b"<?xml version='1.0'?><svg onload='alert(1)'/>",
        b"GIF89a",
        b"\x7fELF",
        b"#!/bin/sh\n",
        b" \xff\xd8\xff not at the beginning",
    ],
)
def test_programs_pages_and_archives_are_not_handed_on(data: bytes) -> None:
    with pytest.raises(Unfit, match="wrong_type"):
        clean(data)


@pytest.mark.parametrize("data", [JPEG, PNG, WEBP])
def test_a_picture_that_ends_too_early_is_damaged_wherever_it_ends(data: bytes) -> None:
    for end in range(16, len(data) - 1, 3):
        with pytest.raises(Unfit, match="damaged"):
            clean(data[:end])


def test_a_voice_note_that_ends_in_the_middle_is_damaged() -> None:
    with pytest.raises(Unfit, match="damaged"):
        clean(OGG[:-7])


def test_a_pdf_loses_what_runs_by_itself_and_what_is_packed_inside() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/AA<</O 5 0 R>>>>"
    trick = _pdf(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R/Names<</JavaScript 5 0 R/EmbeddedFiles 5 0 R>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        b"<</Author(Ana Secret)>>",
        b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
    )
    data = clean(trick).data
    for gone in (b"JavaScript", b"OpenAction", b"/AA", b"Secret", b"app.alert"):
        assert gone not in data


def _segment(marker: bytes, body: bytes) -> bytes:
    return b"\xff" + marker + (len(body) + 2).to_bytes(2, "big") + body


_GPS = JPEG[:2] + _segment(b"\xe1", b"Exif\x00\x00GPS Secret village") + JPEG[2:]
_CATALOG, _PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_AUTHOR = b"<</Author(Ana Secret)>>"


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def _photo(how: bytes, data: bytes = _GPS) -> bytes:
    return _stream(b"/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8" + how, data)


def _page_of(more: bytes, *objects: bytes) -> bytes:
    """What is kept of a file with one page that has these entries; its objects are numbered from 5."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]%s>>" % more
    return clean(_pdf(_CATALOG, _PAGES, page, _AUTHOR, *objects)).data


@pytest.mark.parametrize(
    ("how", "more"),
    [
        (b"/Filter/DCTDecode", ()),
        (b"/Filter[/DCTDecode]", ()),
        (b"/Filter 6 0 R", (b"/DCTDecode",)),
        (b"/Filter[6 0 R]", (b"/DCTDecode",)),
        (b"/Filter[/FlateDecode/DCTDecode]", ()),
        (b"/Filter/DCT", ()),
        (b"/Filter[/Fl 6 0 R]", (b"/DCT",)),
        (b"/Filter[/ASCIIHexDecode/FlateDecode/DCTDecode]", ()),
        (b"/DecodeParms[null null<</ColorTransform 1>>]/Filter[/ASCIIHexDecode/FlateDecode/DCTDecode]", ()),
    ],
)
def test_safety_02_finding_04_a_photo_in_a_pdf_says_nothing_however_it_is_packed(
    how: bytes, more: tuple[bytes, ...]
) -> None:
    data = zlib.compress(_GPS) if b"/Fl" in how else _GPS
    data = data.hex().encode() + b">" if b"ASCIIHex" in how else data
    kept = _page_of(b"/Resources<</XObject<</I 5 0 R>>>>", _photo(how, data), *more)
    assert b"Secret" not in kept
    assert pictures_of(kept) == [pictures.jpeg(_GPS)]


def pictures_of(data: bytes) -> list[bytes]:
    """The coded bytes of a page's pictures, as a reader finds them."""
    resources = PdfReader(io.BytesIO(data)).pages[0]["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    found = resources["/XObject"].get_object()
    assert isinstance(found, DictionaryObject)
    return [one.get_object()._data for one in found.values()]


def test_safety_02_finding_04_a_photo_that_cannot_be_read_is_blank() -> None:
    for how, data in ((b"/Filter/DCTDecode", b"GPS Secret"), (b"/Filter[/DCTDecode/FlateDecode]", _GPS)):
        kept = _page_of(b"/Resources<</XObject<</I 5 0 R>>>>", _photo(how, data))
        assert b"Secret" not in kept
        assert pictures_of(kept) == [b"\xff"]


def test_safety_02_finding_04_a_jpeg_2000_keeps_its_picture_alone() -> None:
    size = b"\xff\x51\x00\x08ABCDEF"
    bare = b"\xff\x4f" + size + b"\xff\x64\x00\x0a\x00\x01Secret" + b"\xff\x90tile"
    boxes = b"\x00\x00\x00\x0cjP  \r\n\x87\n" + _jp2(b"ftyp", b"jp2 ") + _jp2(b"uuid", b"Secret place")
    boxes += _jp2(b"jp2h", b"head") + _jp2(b"xml ", b"<a>Secret</a>") + b"\x00\x00\x00\x00jp2c" + bare
    stays = b"\xff\x4f" + size + b"\xff\x90tile"
    for data in (bare, boxes):
        kept = _page_of(b"/Resources<</XObject<</I 5 0 R>>>>", _photo(b"/Filter/JPXDecode", data))
        assert b"Secret" not in kept
        assert pictures_of(kept)[0].endswith(stays)


def _jp2(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


@pytest.mark.parametrize("how", [b"/DCT", b"/D#43T", b"[/#44CTDecode]"])
def test_safety_02_finding_04_a_photo_in_the_drawing_itself_says_nothing(how: bytes) -> None:
    drawing = b"q BI /W 8 /H 8 /CS /RGB /BPC 8 /F " + how + b" ID " + _GPS + b"\nEI Q\n0 0 m 9 9 l S"
    kept = _page_of(b"/Contents 5 0 R", _stream(b"", drawing))
    assert b"Secret" not in kept
    assert b"9 9 l" in kept


def test_safety_02_finding_04_of_annotations_stays_what_is_read_and_links_that_lead_outside() -> None:
    runs = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
    links = (
        b"<</Subtype/Link/Rect[0 0 9 9]/T(Ana Secret)/M(D:20260101)/A<</S/URI/URI(https://example.org/)/Next %s>>>>"
        % runs,
        b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]/Next[%s]>>>>" % runs,
        b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(cmd.exe)>>>>",
        b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(javascript:app.alert)>>>>",
        b"<</Subtype/Text/Rect[0 0 9 9]/Contents(Read this)/T(Ana Secret)/NM(x1)/CreationDate(D:20260101)/AA<</E %s>>>>"
        % runs,
        b"<</Subtype/FileAttachment/Rect[0 0 9 9]/FS 5 0 R>>",
        b"<</Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent 5 0 R>>",
        b"<</Subtype/Widget/FT/Tx/T(Ana Secret)/V(Ana Secret)/Rect[0 0 9 9]/AP<</N 7 0 R>>/AA<</K %s>>>>" % runs,
    )
    files = (
        b"<</Type/Filespec/F(virus.exe)/EF<</F 6 0 R>>>>",
        _stream(b"/Type/EmbeddedFile", b"MZ Secret program"),
        _stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/PieceInfo<</X(Ana Secret)>>", b"(filled in) Tj"),
    )
    kept = _page_of(b"/Annots[%s]/Thumb 6 0 R" % b"".join(links), *files)
    for gone in (b"Secret", b"app.alert", b"virus.exe", b"cmd.exe", b"2026", b"Launch", b"/Next", b"/AA", b"/Widget"):
        assert gone not in kept, gone
    for stays in (b"/GoTo", b"Read this", b"filled in"):
        assert stays in kept, stays
    marks = PdfReader(io.BytesIO(kept)).pages[0].annotations
    assert marks
    assert [one.get_object()["/Subtype"] for one in marks] == ["/Link"] * 4 + ["/Text", "/Stamp"]
    assert marks[0].get_object()["/A"] == {"/S": "/URI", "/URI": "https://example.org/"}


def test_safety_02_finding_04_a_letter_of_a_drawn_font_keeps_its_name_and_its_drawing() -> None:
    font = b"<</Type/Font/Subtype/Type3/CharProcs<</M 6 0 R/T 6 0 R/Thumb 6 0 R>>/Encoding<</Differences[65/M/T]>>>>"
    kept = _page_of(b"/Resources<</Font<</T 5 0 R>>>>", font, _stream(b"/Metadata 4 0 R", b"0 0 9 9 re f"))
    assert kept.count(b" 0 R") > 4
    assert b"/M " in kept
    assert b"9 9 re" in kept
    assert b"Secret" not in kept


def test_safety_02_finding_15_what_stands_beside_a_picture_is_only_what_shows_it() -> None:
    jfxx = _segment(b"\xe0", b"JFXX\x00\x10 Secret inside")
    adobe = _segment(b"\xee", b"Adobe\x00\x64\x00\x00\x00\x00\x01 Secret behind")
    jfif = _segment(b"\xe0", b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01SeC")
    kept = clean(JPEG[:2] + jfif + jfxx + adobe + JPEG[2:]).data
    for gone in (b"Secret", b"JFXX", b"SeC"):
        assert gone not in kept
    assert b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" in kept
    assert b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x01" in kept
    body = b"iCCPAna Secret\x00\x00" + zlib.compress(b"profile")
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    kept = clean(PNG[:33] + chunk + PNG[33:]).data
    assert b"Secret" not in kept
    assert b"iCCPicc\x00\x00" + zlib.compress(b"profile") in kept


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


@pytest.mark.parametrize("kind", [b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"])
def test_safety_02_finding_15_a_chunk_is_no_longer_than_what_it_says(kind: bytes) -> None:
    assert b"Secret" not in clean(PNG[:33] + _chunk(kind, b"\0" * 32 + b"Secret") + PNG[33:]).data


@pytest.mark.parametrize("marker", [0x02, 0xBF, 0xDC, 0xDD, 0xDF, 0xF0, 0xFD])
def test_safety_02_finding_15_only_what_draws_stays_of_a_jpeg(marker: int) -> None:
    kept = clean(JPEG[:2] + _segment(bytes((marker,)), b"\0\0Secret") + JPEG[2:]).data
    assert b"Secret" not in kept


def _riff(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def test_safety_02_finding_15_a_moving_picture_keeps_its_frames_alone() -> None:
    image = WEBP[WEBP.index(b"VP8L") :]
    image = image[: 8 + int.from_bytes(image[4:8], "little")]
    head, loops = _riff(b"VP8X", b"\x02" + b"\0" * 9), _riff(b"ANIM", b"\0" * 6)
    frame = _riff(b"ANMF", b"\0" * 16 + image)
    told = _riff(b"ANMF", b"\0" * 16 + image + _riff(b"EXIF", b"Secret")) + _riff(b"ANIM", b"\0" * 6 + b"Secret")
    plain = _riff(b"RIFF", b"WEBP" + head + loops + frame + frame)
    assert clean(plain).data == plain
    assert clean(_riff(b"RIFF", b"WEBP" + head + loops + frame + told)).data == plain


def _pdf(*objects: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            table,
            size,
            len(out),
        )
    )


def test_a_pdf_that_is_none_or_is_broken_is_refused() -> None:
    for data in (b"%PDF-1.7 and nothing more", PDF[:300], b"%PDF-" + bytes(5000)):
        with pytest.raises(Unfit, match="damaged"):
            clean(data)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(Unfit, match="too_large"):
        clean(JPEG + bytes(SMALL))


def test_what_the_provider_says_is_enough_to_refuse_but_not_to_trust() -> None:
    assert unfit(Piece("document", "x", 1, "application/vnd.android.package-archive")) == "wrong_type"
    assert unfit(Piece("document", "x", 1, "text/html; charset=utf-8")) == "wrong_type"
    assert unfit(Piece("photo", "x", SMALL + 1)) == "too_large"
    assert unfit(Piece("document", "x", 2 * SMALL, "application/pdf")) == ""
    assert unfit(Piece("voice", "x", 0, "audio/ogg; codecs=opus")) == ""
    assert unfit(Piece("location", "14.08,-87.21")) == ""
