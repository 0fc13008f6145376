"""Every flow as a transcript that a translator can read, run on the terminal, Telegram and WhatsApp.

A file of tests/transcripts/<language>/ tells who writes what (`luz > …`) and what arrives (`luz < …`, further lines
indented). `pytest tests/test_transcripts.py --update --all` writes the files anew; read the difference.
A file that does not hold everywhere names its channels (`channels console telegram`, or `channels mixed` with
`nour on whatsapp` and all others on Telegram): a day after somebody last wrote,
WhatsApp takes no more messages for them, except the templates that were approved (`templates`); a story in which
another message would have been lost fails. Addresses of pages that are made anew each time are `<link>`; the app,
where all write from the same, is `<app>`.
`luz > [tap] Ver` presses a button of the newest message.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from bot.engine import Flow
from bot.flows import FLOWS
from core.db import Database
from core.languages import LANGUAGES
from core.vault import Vault
from tests.approving import approved, with_contents
from tests.bare_names import bare_names
from tests.labels import Typed
from tests.questions import one_question
from tests.story import DAY, MixedPhones, Story, telling

FOLDER = Path(__file__).parent / "transcripts"
FILES = sorted(FOLDER.glob("*/*.txt"))
CHANNELS = ("console", "telegram", "whatsapp")
_OTHERS = tuple(lang for lang in LANGUAGES if lang != "es")
_CODE = re.compile(r"\b\d{7,12}\b")
_LINK = re.compile(r"[^\s\u2066-\u2069]*/s/[\w-]{20,}[^\s\u2066-\u2069]*")  # of a page with a word nobody guesses
_APP = re.compile("\u2068(?:ComuniDAS|Telegram|WhatsApp)\u2069")  # by which people without a name are told apart
_READING = 4_000
_SPANS = {"minutes": 60_000, "hours": 3_600_000, "days": DAY}
# Country → the hub there: its name, its clock, the languages it speaks, its own first.
_HUBS = {
    "EG": ("شبكة القاهرة", "EG", "Africa/Cairo", ("ar", "en", "es")),
    "NG": ("Lagos Network", "NG", "Africa/Lagos", ("en", "ar", "es")),
    "SN": ("Réseau de Dakar", "SN", "Africa/Dakar", ("fr", "ar", "en")),
    "BR": ("Rede Recife", "BR", "America/Recife", ("pt", "en", "es")),
}


def read_script(text: str) -> list[str]:
    """The lines that make something happen, in order: comments, settings, what people write, time."""
    return [line for line in text.splitlines() if line and not line.startswith(" ") and " < " not in line]


class Teller:
    """Plays a script and writes down what happened, in the same form."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.hub_id = 0
        self.code = ""
        self.told: list[str] = []
        self._last: dict[str, str] = {}

    def play(self, script: list[str]) -> str:
        """The whole transcript as it really went."""
        for line in script:
            self._line(line)
        return "\n".join(self.told).rstrip() + "\n"

    def _line(self, line: str) -> None:
        if line.startswith("#"):
            self.told.append(line)
            return
        if " > " not in line:
            self._set(line)
            return
        self.told += ["", line]
        who, words = line.split(" > ", 1)
        if beside := re.match(r"\[([a-z]+|-?[\d.]+,-?[\d.]+)\] ?", words):
            if beside[1] == "tap":
                self._arrived(self.story.tap(who, words[beside.end() :]), who)
                return
            self._arrived(self.story.show(who, beside[1], words[beside.end() :]), who)
            return
        assert "<code>" not in words or self.code, "no code was shown before"
        self._typed(who, words.replace("<code>", self.code).replace("\\n", "\n"))

    def _typed(self, who: str, words: str) -> None:
        """One message in; exactly one comes back to its writer, whatever reaches others."""
        if self._last.get(who) == words:
            self.story.now += _READING  # at once it would be a number that went out twice
        self._last[who] = words
        before = self.story.replies()
        arrived = self.story.say(who, words)
        assert self.story.replies() - before == 1, "one message, one reply"
        self._arrived(arrived, who)

    def _set(self, line: str) -> None:
        """`hub`, `hub in EG`, `hub approval`, `channels console`, `templates`, `code coordinator`, `ana speaks en`"""
        self.told.append(line)
        match line.split():
            case ["hub", "in", country, *policy]:
                self.hub_id = self.story.hub(*_HUBS[country], **_on(policy))
            case ["hub", *policy]:
                self.hub_id = self.story.hub(**_on(policy))
            case ["channels", *_channels]:
                pass
            case ["templates"]:
                with_contents(self.story)
                approved(self.story)
            case ["code", kind]:
                self.code = self.story.code(kind, self.hub_id)
            case [who, "on", "whatsapp"] if isinstance(self.story.phones, MixedPhones):
                self.story.phones.whatsapp.add(who)
            case [who, "speaks", lang]:
                self.story.langs[who] = lang
            case ["…", count, unit]:
                self._arrived(self.story.wait(int(count) * _SPANS[unit]))
            case _:
                raise AssertionError(f"not a line of a transcript: {line}")

    def _arrived(self, new: list[tuple[str, str]], writer: str = "") -> None:
        """The writer's answer first, then the others by name: only to one person is the order of messages promised."""
        assert self.story.phones.lost() == [], "outside the 24 hours WhatsApp delivers approved templates only"
        for who, text in sorted(new, key=lambda arrived: (arrived[0] != writer, arrived[0])):
            text = _LINK.sub("<link>", text)
            if not isinstance(self.story.phones, MixedPhones):
                text = _APP.sub("<app>", text)
            found = _CODE.search(text)
            if found:
                self.code = found.group()
                text = text.replace(self.code, "<code>")
            self._came(who, text)

    def _came(self, who: str, text: str) -> None:
        """One message that arrived on somebody's phone."""
        first, *rest = text.split("\n")
        self.told.append(f"{who} < {first}")
        self.told += [f"    {line}".rstrip() for line in rest]


def _on(policy: list[str]) -> dict[str, Any]:
    return dict.fromkeys(policy, True)


def channels_of(file: Path) -> tuple[str, ...]:
    """Where the story of that file goes as it is written."""
    named = re.search(r"^channels (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return tuple(named[1].split()) if named else CHANNELS


def played_on(file: Path) -> tuple[str, ...]:
    """Those on which it is played. What Telegram does with words of any language three languages tell; what fits into
    WhatsApp's buttons, and what is typed for a label, each language must.
    """
    there = channels_of(file)
    return tuple(one for one in there if one != "telegram") or there if file.parent.name in ("fr", "pt") else there


def _cases() -> Iterator[Any]:
    """Each story on each of its channels; without `--all` on one of them, each channel with as many, and in Spanish
    and one more language, each with as many. `first`: whether it is that channel.
    """
    stems = sorted({file.stem for file in FILES})
    for nth, file in enumerate(FILES):
        channels, lang = played_on(file), file.parent.name
        told = lang in ("es", _OTHERS[stems.index(file.stem) % len(_OTHERS)])
        for channel in channels:
            first = channel == channels[nth % len(channels)]
            marks = () if first and told else (pytest.mark.wide,)
            yield pytest.param(file, channel, first, id=f"{lang}-{file.stem}-{channel}", marks=marks)


@pytest.mark.parametrize(("file", "channel", "first"), list(_cases()))
def test_it_goes_as_it_is_written(
    file: Path, channel: str, first: bool, sqlite_db: Database, vault: Vault, now: int, request: pytest.FixtureRequest
) -> None:
    written = file.read_text(encoding="utf-8")
    with telling(sqlite_db, vault, now, channel) as story:
        typed = Typed(story) if channel == "console" else None
        told = Teller(story).play(read_script(written))
    if typed:
        assert typed.astray == []
    assert bare_names(sqlite_db) == [], "what is stored of an organisation is its id"
    assert [wrong for screen in story.screens if (wrong := one_question(screen))] == []
    if request.config.getoption("--update") and first:
        file.write_text(told, encoding="utf-8")
        return
    assert told == written


def test_every_language_has_the_same_transcripts() -> None:
    names = {lang: {file.name for file in FILES if file.parent.name == lang} for lang in LANGUAGES}
    assert names["es"]
    assert [lang for lang in LANGUAGES if names[lang] != names["es"]] == []


@pytest.mark.wide
def test_every_flow_is_begun_in_a_transcript(
    sqlite_template: Path, tmp_path: Path, vault: Vault, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: set[str] = set()
    for name, flow in FLOWS.items():
        monkeypatch.setitem(FLOWS, name, _noting(begun, name, flow))
    for file in reversed([file for file in FILES if file.parent.name == "es"]):
        if not FLOWS.keys() - begun:
            break
        db = Database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / f'{file.stem}.sqlite3')}")
        with telling(db, vault, now, channels_of(file)[0]) as story:
            Teller(story).play(read_script(file.read_text(encoding="utf-8")))
        db.close()
    assert sorted(FLOWS.keys() - begun) == []


def _noting(begun: set[str], name: str, flow: Callable[..., Flow]) -> Callable[..., Flow]:
    """The flow, noted as soon as it is begun."""

    @wraps(flow)
    def noted(*given: Any) -> Flow:
        begun.add(name)
        return (yield from flow(*given))

    return noted
