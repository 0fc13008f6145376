"""How does each scene begin? Played once, kept as a file and telephones, and copied for whoever acts in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bot.sending.templates import wanted
from bot.simulator.clock import at_a_good_hour
from bot.simulator.community import PEOPLE, settle_in
from bot.simulator.phone import Phone
from bot.simulator.scenes import SCENES, play
from bot.simulator.values import View
from bot.simulator.view import view
from bot.simulator.world import Begun, World
from bot.wording import Wording
from core import contents
from core.contents import APPROVED, READY, TEMPLATE, Content
from core.db import Database
from core.migrate import migrate
from core.vault import Vault

_SETTLED = 70  # percent of the work, where the community has to move in first


class Master(NamedTuple):
    """A scene before anybody acted in it."""

    scene: str
    file: Path
    begun: Begun
    view: View


class Masters:
    """Makes them in `folder`, the community first, each scene when it is first asked for."""

    def __init__(self, folder: Path, key: str, wording: Wording, ticking: Callable[[], int]) -> None:
        self._folder, self._key, self._wording, self._ticking = folder, key, wording, ticking
        self._community: tuple[Path, Begun] | None = None
        self._made: dict[str, Master] = {}
        self.percent = 0
        """How far what is being made has come."""

    def get(self, scene: str) -> Master | None:
        """If it was made."""
        return self._made.get(scene)

    def make(self, scene: str) -> Master:
        """Play it; takes a second or two, the first one some more."""
        self.percent = 0
        file, begun = self._community = self._community or self._settle()
        world = self.world(file, begun, f"scene-{scene or 'start'}")
        try:
            lines = SCENES[scene]
            play(world, lines, lambda done: self._come(_SETTLED, 100, done, len(lines)))
            made = Master(scene, world.file, world.begun(), view(world, scene))
        finally:
            world.close()
        self._made[scene] = made
        return made

    def world(self, file: Path, begun: Begun, name: str) -> World:
        """A world of its own that begins like that."""
        own = self._folder / f"{name}.sqlite3"
        shutil.copyfile(file, own)
        return World(own, self._key, self._wording, self._ticking, begun)

    def _come(self, low: int, high: int, done: int, all_of_them: int) -> None:
        self.percent = low + (high - low) * done // all_of_them

    def _settle(self) -> tuple[Path, Begun]:
        file, now = self._folder / "community.sqlite3", at_a_good_hour(self._ticking())
        db = Database(f"sqlite:///{file}")
        try:
            migrate(db)
            vault = Vault((self._key,))
            people = db.writing(lambda tx: settle_in(tx, vault, now, partial(self._come, 5, _SETTLED)))
            with db.write() as tx:
                for one in _approved(self._wording):
                    contents.keep(tx, one, now)
        finally:
            db.close()
        phones = tuple(
            Phone(key, people[key], one.lang, one.channel, one.addresses, one.place) for key, one in PEOPLE.items()
        )
        return file, Begun(phones, 1_000, now)


def _approved(wording: Wording) -> list[Content]:
    """Every template and choice of ours as if WhatsApp had approved it."""
    return [
        Content(
            0,
            one.use,
            one.kind,
            one.lang,
            one.definition.name,
            f"HX{number:032x}",
            one.places,
            APPROVED if one.use == TEMPLATE else READY,
            "",
        )
        for number, one in enumerate(wanted(wording))
    ]
