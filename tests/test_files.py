"""What is handed on is what somebody sent, and not where, when and with what it was made."""

from __future__ import annotations

import struct

import pytest

from core.files import Unfit, clean
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
