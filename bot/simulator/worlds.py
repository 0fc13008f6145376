"""A world for each visitor, and not more than this machine can bear: the door of the simulator's pages.

Who only looks is shown the scene as it begins, which costs nothing. The first act makes a copy of it for that visitor.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.house import House
from bot.simulator.masters import Master, Masters
from bot.simulator.scenes import SCENES
from bot.simulator.shelf import Sight
from bot.simulator.values import Act, Exhausted, Full, View
from bot.simulator.view import view
from bot.simulator.world import World
from bot.wording import Reader, Wording
from core.messages import Message
from core.policy import DAY_MS

log = logging.getLogger(__name__)

MOST = 24
"""Worlds at once; one takes about two megabytes of disk and as much memory, and three or four times what is sent in it
as files (bot/simulator/shelf.py: MOST_BYTES)."""
SHARE = 12
"""Where one address has more than so many while all are taken, one of those makes room for who comes from elsewhere."""
IDLE_MS = 30 * 60_000
"""After which a world is forgotten."""
CROWDED_MS = 60_000
"""When all are taken, one that nobody touched for so long makes room."""
SWEEP_S = 60.0
"""How often it is looked who rests, also when nobody comes any more."""
ACTS = 400
"""What may be done in one world, so that it cannot grow for ever."""


ACTIONS: dict[str, Callable[[World, Act], None]] = {
    "say": lambda world, act: world.say(act.phone, act.value),
    "tap": lambda world, act: world.tap(act.phone, act.number, int(act.value)),
    "bring": lambda world, act: world.bring(act.phone, act.value, act.file) if act.file else None,
    "place": lambda world, act: world.place(act.phone),
    "again": lambda world, act: world.again(act.phone),
    "offline": lambda world, act: world.go_offline(act.phone),
    "online": lambda world, act: world.go_online(act.phone),
    "connection": lambda world, act: world.set_connection(act.phone, act.value),
    "number": lambda world, act: world.set_number(act.phone, act.value),
    "language": lambda world, act: world.set_language(act.phone, act.value),
    "channel": lambda world, act: world.set_channel(act.phone, act.value),
    "days": lambda world, act: world.pass_days(act.number),
    "kill": lambda world, _act: world.kill(),
    "kill-in-the-middle": lambda world, _act: world.kill(in_the_middle=True),
    "start": lambda world, _act: world.start(),
}


@dataclass
class _Visit:
    world: World
    scene: str
    touched: int
    origin: str
    acts: int = 0
    gone: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class Worlds:
    """Everything lies in a folder of its own and is gone when this is closed. Tells time by `ticking` (ms).

    `pause` waits until it is time to look who rests; it says whether this was closed meanwhile.
    """

    def __init__(
        self,
        wording: Wording,
        ticking: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        *,
        most: int = MOST,
        share: int = SHARE,
        pause: Callable[[threading.Event], bool] = lambda closed: closed.wait(SWEEP_S),
    ) -> None:
        self._ticking, self._most, self._share, self._wording = ticking, most, share, wording
        self._masters: Masters | None = None
        self._began = 0
        self._key = secrets.token_urlsafe(32)
        self._folders: list[Path] = []
        self._pause, self._closed = pause, threading.Event()
        self._sweeper: threading.Thread | None = None
        self._making = threading.Lock()
        self._preparing: set[str] = set()
        self._lock = threading.Lock()
        self._visits: dict[str, _Visit] = {}
        self._stirred = threading.Condition()

    def close(self) -> None:
        """Forget every world."""
        self._closed.set()
        self._stir()
        with self._lock:
            visits, self._visits = list(self._visits.values()), {}
        for visit in visits:
            self._end(visit)
        if "folder" in self.__dict__:
            shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def folder(self) -> Path:
        """Where the databases lie; made when the first is."""
        return Path(tempfile.mkdtemp(prefix="comunidas-simulator-"))

    # ---- looking ------------------------------------------------------------------------------------------------

    def look(self, visitor: str, scene: str | None = None) -> View | None:
        """The visitor's own world, or the scene as it begins; None while that is being prepared.

        A scene that is named is shown from its beginning, unless it is the one that the visitor is in.
        """
        self._forget()
        visit = self._visits.get(visitor)
        if visit and scene in (None, visit.scene):
            with visit.lock:
                if visit.gone:
                    return self.look(visitor, scene)
                visit.touched = self._ticking()
                visit.world.settle()
                return view(visit.world, visit.scene)
        master = self._masters.get(scene or "") if self._masters else None
        if master is None:
            self.prepare(scene or "")
            return None
        return master.view

    def pulse(self, visitor: str) -> tuple[int, int]:
        """Another one each time that something is done in the visitor's world."""
        visit = self._visits.get(visitor)
        return (id(visit), visit.acts) if visit else (0, 0)

    def wait(self, visitor: str, pulse: tuple[int, int], seconds: float) -> bool:
        """Until it has another pulse, or so long; False where nothing is to come any more."""
        with self._stirred:
            self._stirred.wait_for(lambda: self._closed.is_set() or self.pulse(visitor) != pulse, seconds)
        return not self._closed.is_set()

    def _stir(self) -> None:
        with self._stirred:
            self._stirred.notify_all()

    def percent(self) -> int:
        """How far what is being prepared has come."""
        return self._masters.percent if self._masters else 0

    def say(self, lang: str, message: Message) -> str:
        """A sentence in a telephone's language."""
        return self._wording.say(message, Reader(lang))

    def prepare(self, scene: str = "") -> None:
        """Begin to play a scene, in a thread of its own; once."""
        with self._lock:
            if scene in self._preparing or scene not in SCENES:
                return
            self._preparing.add(scene)
        threading.Thread(target=self._prepared, args=(scene,), name="simulator", daemon=True).start()

    def master(self, scene: str) -> Master:
        """The scene, played now if need be."""
        with self._making:
            if self._masters is None or self._ticking() - self._began > DAY_MS:  # a scene says which day it is
                self._masters = self._new_masters()
            return self._masters.get(scene) or self._masters.make(scene)

    def _new_masters(self) -> Masters:
        self._began = self._ticking()
        for old in self._folders[:-1]:  # yesterday's may just be copied
            shutil.rmtree(old, ignore_errors=True)
        folder = self.folder / secrets.token_hex(4)
        folder.mkdir()
        self._folders = [*self._folders[-1:], folder]
        return Masters(folder, self._key, self._wording, self._ticking)

    def _prepared(self, scene: str) -> None:
        try:
            self.master(scene)
        except Exception:
            log.exception("the scene %r cannot be played", scene)
        finally:
            with self._lock:
                self._preparing.discard(scene)

    # ---- acting -------------------------------------------------------------------------------------------------

    def act(self, visitor: str, scene: str | None, act: Act, origin: str = "", web: str = "") -> View:
        """Do it in the visitor's world; `scene` names the one to begin afresh, None goes on in the visitor's own.

        `origin` is the same for who comes from the same address; `web` is where the pages of a new world are. Raises
        Full, Exhausted, and LookupError for what there is not.
        """
        work = ACTIONS[act.name]
        visit = self._visits.get(visitor)
        if visit is None or (scene is not None and scene != visit.scene):
            visit = self._begin(visitor, scene or "", origin, web)
        with visit.lock:
            if visit.gone:
                raise Exhausted
            self._count(visit)
            with suppress(ValueError):  # a number that is none
                work(visit.world, act)
            visit.world.settle()
            seen = view(visit.world, visit.scene)
        self._stir()
        return seen

    @contextmanager
    def inside(self, visitor: str, *, acts: bool) -> Iterator[House]:
        """The house of the visitor's world while one of its pages is made; nobody else is in it meanwhile.

        What is done on a page (`acts`) counts as an act. Raises LookupError where they have none, and Exhausted.
        """
        self._forget()
        visit = self._visits.get(visitor)
        if visit is None:
            raise LookupError(visitor)
        with visit.lock:
            if visit.gone:
                raise LookupError(visitor)
            visit.touched = self._ticking()
            if acts:
                self._count(visit)
            visit.world.settle()
            yield visit.world.house
            visit.world.settle()
        if acts:
            self._stir()

    def file(self, visitor: str, phone: str, n: int) -> tuple[Sight, bytes] | None:
        """What a message on a telephone of the visitor's shows beside its words."""
        visit = self._visits.get(visitor)
        if visit is None:
            return None
        with visit.lock:
            sight = visit.world.phones[phone].file(n) if not visit.gone and phone in visit.world.phones else None
            data = visit.world.shelf.get(sight.ref) if sight else None
        return (sight, data) if sight and data else None

    def _count(self, visit: _Visit) -> None:
        if visit.acts >= ACTS:
            raise Exhausted
        visit.acts += 1
        visit.touched = self._ticking()

    def afresh(self, visitor: str) -> None:
        """The visitor's world is thrown away."""
        with self._lock:
            visit = self._visits.pop(visitor, None)
        if visit:
            self._end(visit)

    def _begin(self, visitor: str, scene: str, origin: str, web: str) -> _Visit:
        if scene not in SCENES:
            raise LookupError(scene)
        master = self.master(scene)
        with self._lock:
            known = self._visits.get(visitor)
            if known and known.scene == scene:  # two first acts at once
                return known
            gone = [self._visits.pop(visitor)] if known else []
            gone += self._make_room(origin)
            world = World(self._copy(master.file), self._key, self._wording, self._ticking, master.begun, web)
            visit = self._visits[visitor] = _Visit(world, scene, self._ticking(), origin)
            if self._sweeper is None:
                self._sweeper = threading.Thread(target=self._sweep, name="simulator-sweep", daemon=True)
                self._sweeper.start()
        for one in gone:
            self._end(one)
        return visit

    def _copy(self, file: Path) -> Path:
        return Path(shutil.copyfile(file, self.folder / f"visit-{secrets.token_hex(8)}.sqlite3"))

    def _make_room(self, origin: str) -> list[_Visit]:
        """The one that rests for longest; while all are busy, of an address that takes more than its share."""
        if len(self._visits) < self._most:
            return []
        oldest = min(self._visits, key=lambda one: self._visits[one].touched)
        if self._ticking() - self._visits[oldest].touched >= CROWDED_MS:
            return [self._visits.pop(oldest)]
        (greedy, count), *_others = Counter(visit.origin for visit in self._visits.values()).most_common(1)
        if greedy == origin or count <= self._share:
            raise Full
        theirs = [one for one, visit in self._visits.items() if visit.origin == greedy]
        return [self._visits.pop(min(theirs, key=lambda one: self._visits[one].touched))]

    def _sweep(self) -> None:
        while not self._pause(self._closed):
            self._forget()

    def _forget(self) -> None:
        now = self._ticking()
        with self._lock:
            gone = [one for one, visit in self._visits.items() if now - visit.touched > IDLE_MS]
            visits = [self._visits.pop(one) for one in gone]
        for visit in visits:
            self._end(visit)

    def _end(self, visit: _Visit) -> None:
        with visit.lock:
            visit.gone = True
            visit.world.close()
            for end in ("", "-wal", "-shm"):
                visit.world.file.with_name(visit.world.file.name + end).unlink(missing_ok=True)
