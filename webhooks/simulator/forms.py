"""What a visitor asks for, read from a form; whatever does not fit is a LookupError."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import FileStorage

from bot.simulator.phone import CHANNELS, CONNECTIONS, NUMBERS
from bot.simulator.shelf import Brought
from bot.simulator.values import Act
from core.languages import LANGUAGES

LONGEST = 2_000
_TYPE, _NAME = 100, 80
_PHONES = frozenset("abc")
_HUB = {
    "day": Act("days", number=1),
    "week": Act("days", number=7),
    "kill": Act("kill"),
    "kill-in-the-middle": Act("kill-in-the-middle"),
    "start": Act("start"),
}
_CHOICES = {"language": LANGUAGES, "channel": CHANNELS, "connection": CONNECTIONS, "number": NUMBERS}


def acts_of(form: Mapping[str, str], file: FileStorage | None = None) -> list[Act]:
    """In order; several where a telephone's settings were sent together. `file`: what was chosen beside the words."""
    if "do" in form and form["do"] in _HUB:
        return [_HUB[form["do"]]]
    phone = form.get("phone", "")
    if phone not in _PHONES:
        raise LookupError("phone")
    if "tap" in form:
        n, _, index = form["tap"].partition(".")
        return [Act("tap", phone, _digits(index), int(_digits(n)))]
    if form.get("do") in ("again", "offline", "online", "place"):
        return [Act(form["do"], phone)]
    if file and file.filename and "say" in form:
        with file.stream as stream:
            brought = Brought(file.mimetype[:_TYPE], file.filename[:_NAME], stream.read())
        return [Act("bring", phone, form["say"][:LONGEST], file=brought)]
    if "say" in form:
        return [Act("say", phone, form["say"][:LONGEST])]
    found = [Act(name, phone, form[name]) for name, known in _CHOICES.items() if form.get(name) in known]
    if not found:
        raise LookupError("nothing")
    return found


def seen_of(text: str) -> dict[str, int]:
    """How far each telephone was shown: "a5.b12.c0"."""
    parts = (part for part in text[:64].split(".") if part[:1] in _PHONES and part[1:].isascii() and part[1:].isdigit())
    return {part[0]: int(part[1:]) for part in parts}


def _digits(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise LookupError("number")
    return text
