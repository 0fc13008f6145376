"""Photos, papers, voice notes and places on the simulator's telephones: as real channels take them, and no further."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from bot.simulator.shelf import MOST_BYTES, Brought
from bot.simulator.values import Exhausted
from bot.simulator.view import view
from bot.simulator.world import World
from bot.simulator.worlds import Worlds
from bot.wording import Wording
from tests.conftest import NOW
from tests.files import JPEG, OGG, PDF, PNG
from tests.keeping_door import KeepingDoor
from tests.test_simulator import agreed, phone, press, texts
from tests.test_simulator_pages import NOTHING, Visitor
from webhooks.app import create_app
from webhooks.simulator.network import PREFIX

WEB = f"http://localhost{PREFIX}"


@pytest.fixture
def world(worlds: Worlds, tmp_path: Path) -> Iterator[World]:
    """Casa Luz by Telegram and Nour by WhatsApp have agreed on lessons."""
    master = worlds.master("")
    file = tmp_path / "world.sqlite3"
    file.write_bytes(master.file.read_bytes())
    world = World(file, worlds._key, Wording(), lambda: NOW, master.begun, WEB)
    agreed(world)
    yield world
    world.close()
    assert not world.file.with_suffix(".files").exists()


def shown(world: World, key: str) -> list[tuple[str, bytes]]:
    """Type and bytes of every file on a telephone that somebody else sent."""
    files = [one.file for one in phone(view(world, ""), key).bubbles if one.file and not one.mine]
    return [(one.type, world.shelf.get(one.ref) or b"") for one in files]


@pytest.mark.parametrize(
    ("data", "type"), [(JPEG, "image/jpeg"), (PNG, "image/png"), (PDF, "application/pdf"), (OGG, "audio/ogg")]
)
def test_what_is_sent_by_telegram_is_seen_on_whatsapp_without_what_it_tells_of_its_maker(
    world: World, data: bytes, type: str
) -> None:
    world.bring("a", "miren", Brought(type, "x", data))
    press(world, "a", "Enviar")
    ((found, kept),) = shown(world, "b")
    assert found == type
    assert b"SecretCam" not in kept
    assert kept[:3] == data[:3]


@pytest.mark.parametrize(("data", "type"), [(JPEG, "image/jpeg"), (PDF, "application/pdf"), (OGG, "audio/ogg")])
def test_what_is_sent_by_whatsapp_is_seen_on_telegram(world: World, data: bytes, type: str) -> None:
    assert b"SecretCam" in JPEG
    world.bring("b", "", Brought(type, "x", data))
    press(world, "b", "إرسال")
    ((found, kept),) = shown(world, "a")
    assert (found, kept[:3]) == (type, data[:3])
    assert b"SecretCam" not in kept


def test_between_two_on_telegram_the_photo_goes_by_its_name_there(world: World) -> None:
    world.set_channel("b", "telegram")
    world.bring("a", "", Brought("image/jpeg", "x", JPEG))
    press(world, "a", "Enviar")
    ((type, kept),) = shown(world, "b")
    assert type == "image/jpeg"
    assert b"SecretCam" not in kept


def test_by_sms_there_is_an_address_to_open(world: World) -> None:
    world.set_channel("b", "sms")
    world.bring("a", "", Brought("application/pdf", "x", PDF))
    press(world, "a", "Enviar")
    (link,) = re.findall(rf"{WEB}/media/([\w-]+)", "\n".join(texts(world, "b")))
    kept = world.house.file(link)
    assert kept
    assert kept.data.startswith(b"%PDF-")


@pytest.mark.parametrize(("key", "label", "other"), [("a", "Enviar", "b"), ("b", "إرسال", "a")])
def test_a_place_comes_as_a_map_that_can_be_opened(world: World, key: str, label: str, other: str) -> None:
    world.place(key)
    press(world, key, label)
    lat = world.phones[key].place[0]
    assert f"https://www.openstreetmap.org/?mlat={lat}" in texts(world, other)[-1]


@pytest.mark.parametrize("key", ["a", "b"])
def test_what_is_not_handed_on_is_answered_as_ever(world: World, key: str) -> None:
    said = len(texts(world, key))
    world.bring(key, "", Brought("application/x-msdownload", "setup.exe", b"MZ" + bytes(100)))
    assert len(texts(world, key)) == said + 1
    newest = phone(view(world, ""), key).bubbles
    assert [one.text for one in newest if one.mine][-1] == "setup.exe"
    assert not any(one.file for one in newest)


def test_what_only_says_that_it_is_a_picture_reaches_nobody(world: World) -> None:
    world.bring("b", "", Brought("image/jpeg", "x.jpg", b"<script>alert(1)</script>"))
    press(world, "b", "إرسال")
    assert shown(world, "a") == []
    assert "تعذر" in texts(world, "b")[-1] or "لم" in texts(world, "b")[-1]


@pytest.mark.wide
def test_a_world_takes_so_many_bytes_and_no_more(world: World) -> None:
    with pytest.raises(Exhausted):
        world.bring("a", "", Brought("image/jpeg", "x", bytes(MOST_BYTES + 1)))


# ---- on the page ------------------------------------------------------------------------------------------------


@pytest.fixture
def app(worlds: Worlds) -> Flask:
    return create_app(NOTHING, KeepingDoor(), simulator=worlds)


def bring(visitor: Visitor, key: str, data: bytes, name: str, type: str, words: str = "") -> int:
    """By the form, as a browser without scripts sends it; the status of the answer."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.page)
    assert token
    file = FileStorage(io.BytesIO(data), name, content_type=type)
    form = {"csrf_token": token[1], "scene": "", "phone": key, "say": words, "file": file}
    body, length, boundary = stream_encode_multipart(form, threshold=16 << 20)  # in memory: nothing is left open
    sent = {"content_length": length, "content_type": f"multipart/form-data; boundary={boundary}"}
    answer = visitor.web.post("/simulator/act", input_stream=body, follow_redirects=True, **sent)
    if answer.status_code == 200:
        visitor.page = answer.text
    return answer.status_code


def test_a_picture_is_seen_by_whoever_sent_it_and_by_nobody_elses_browser(app: Flask) -> None:
    visitor, stranger = Visitor(app.test_client()), Visitor(app.test_client())
    assert bring(visitor, "a", JPEG, "foto.jpg", "image/jpeg", "mira") == 200
    (source,) = re.findall(r'<img src="(/simulator/file/[^"]+)" alt="', visitor.phone("a"))
    picture = visitor.web.get(source)
    assert picture.content_type == "image/jpeg"
    assert picture.data.startswith(b"\xff\xd8\xff")
    assert b"SecretCam" not in picture.data
    assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert stranger.web.get(source).status_code == 404
    stranger.send(phone="a", say="hola")
    assert stranger.web.get(source).status_code == 404
    assert visitor.web.get("/simulator/file/z/1").status_code == 404


def test_a_paper_is_a_link_that_is_downloaded(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    bring(visitor, "b", PDF, "informe.pdf", "application/pdf")
    (source,) = re.findall(r'<a href="(/simulator/file/[^"]+)" class="file" lang="es" download>', visitor.phone("b"))
    assert visitor.web.get(source).headers["Content-Disposition"].startswith("attachment")
    visitor.send(phone="b", do="place")
    assert "📍 30.044, 31.236" in visitor.phone("b")


def test_only_there_a_request_may_be_large_and_not_without_end(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    assert bring(visitor, "a", JPEG + bytes(2 << 20), "foto.jpg", "image/jpeg") == 200
    assert bring(visitor, "a", JPEG + bytes(8 << 20), "foto.jpg", "image/jpeg") == 413
    assert bring(visitor, "a", JPEG + bytes(5 << 20), "foto.jpg", "image/jpeg") == 429
    assert visitor.web.post(f"{PREFIX}/dashboard/in", data=bytes(1 << 20)).status_code == 413


def test_f56_a_file_without_the_forms_proof_is_refused(app: Flask) -> None:
    form = {"phone": "a", "say": "", "file": (io.BytesIO(JPEG), "x.jpg")}
    assert app.test_client().post("/simulator/act", data=form).status_code == 400
