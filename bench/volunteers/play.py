"""Conversations: a goal, a volunteer, a world; message by message until it is reached, given up, or harm is done."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from bench.volunteers.cast import CHANNELS, LANGUAGES, interface, spelt
from bench.volunteers.goals import GOALS
from bench.volunteers.judge import Case, called, unwanted
from bench.volunteers.parts import Goal, Part
from bench.volunteers.pools import Pools, days_of, read
from bench.volunteers.scenes import image_of
from bench.volunteers.screens import Seen, look
from bench.volunteers.volunteer import TEMPERS, Act, Volunteer
from bench.volunteers.world import DAY, Shown, World, restored, scratch
from core.commands import Post

VERDICTS = ("done", "trouble", "failed", "harm")
_TOO_MANY = 1
"""So many messages more than the fewest are no trouble."""


class Who(NamedTuple):
    """Who talks, about what."""

    goal: str
    lang: str
    channel: str
    temper: str
    seed: int


class Outcome(NamedTuple):
    """`causes` say what went wrong, the first one first; `trace` is the conversation, a line each."""

    who: Who
    verdict: str
    causes: tuple[str, ...]
    messages: int
    fewest: int
    trace: tuple[str, ...]


def drawn(seed: int, count: int, goals: tuple[str, ...] = (), langs: tuple[str, ...] = ()) -> Iterator[Who]:
    """Who talks in a run: goals and languages take turns, so that each comes equally often."""
    rng = Random(f"{seed}, who")
    kinds, spoken = goals or tuple(GOALS), langs or LANGUAGES
    decks: dict[str, list[Any]] = {}

    def deal(name: str, among: tuple[Any, ...]) -> Any:
        deck = decks.setdefault(name, [])
        if not deck:
            deck.extend(rng.sample(among, len(among)))
        return deck.pop()

    for number in range(count):
        goal = deal("goal", kinds)
        yield Who(goal, deal(goal, spoken), rng.choice(CHANNELS), rng.choice(tuple(TEMPERS)), seed * 1_000_003 + number)


def converse(who: Who, pools: Pools, folder: Path, plays: type[Volunteer] = Volunteer) -> Outcome:
    """The whole conversation; `plays` is how the volunteer chooses."""
    goal = GOALS[who.goal]
    world = restored(folder, image_of(goal.scene, who.lang, who.channel), who.lang, who.channel)
    try:
        return _Conversation(who, goal, world, pools, plays).run()
    finally:
        world.close()


class _Conversation:
    def __init__(self, who: Who, goal: Goal, world: World, pools: Pools, plays: type[Volunteer]) -> None:
        self.who, self.goal, self.world, self.pools, self.plays = who, goal, world, pools, plays
        rng = Random(f"{who.seed}, {who.goal}")
        self.case = Case(world, rng, who.lang, _names(goal, world, rng))
        for name, value in goal.facts.items():
            service = {"painting": world.cast.painting, "moving": world.cast.moving}.get(name)
            self.case.facts |= {"what": service} if service else {name: value}
        self.temper = TEMPERS[who.temper]
        self.flaws: list[str] = []
        self.trace: list[str] = []
        self.messages = self.fewest = 0

    def run(self) -> Outcome:
        for number, part in enumerate(self.goal.parts, 1):
            failed = self._part(part)
            if failed is not None:
                where = f" (part {number} of {len(self.goal.parts)})" if len(self.goal.parts) > 1 else ""
                return self._over(failed[0], *(f"{cause}{where}" for cause in failed[1:]))
        if self.messages > self.fewest + _TOO_MANY:
            self.flaws.append("too many messages")
        return self._over("trouble" if self.flaws else "done")

    def _over(self, verdict: str, *causes: str) -> Outcome:
        found = tuple(dict.fromkeys((*causes, *self.flaws)))
        return Outcome(self.who, verdict, found, self.messages, self.fewest, tuple(self.trace))

    # ---- a part -----------------------------------------------------------------------------------------------------

    def _part(self, part: Part) -> tuple[str, ...] | None:
        """None where it is reached; else the verdict and why."""
        case, early = self.case, [one for one in part.first if one not in _WITH_WORDS]
        case.who = part.who
        case.seen = self._stands(part.who)
        for event in early:
            _happens(event, case)
            case.seen = look(self.world, part.who, self.world.arrived(part.who) or case.seen.new, case.seen)
        case.began, case.answers = case.seen, []
        volunteer = self.plays(case, self.pools, self.temper, part)
        self.fewest += part.fewest
        if part.waits:
            case.read()
            return None if part.check(case).reached else ("failed", "not as it should be by then")
        act = volunteer.begin()
        for event in part.first:
            if event in _WITH_WORDS:
                _happens(event, case)
        case.read()
        case.before = case.after
        try:
            return self._talk(part, volunteer, act)
        finally:
            self.flaws += volunteer.flaws
            self.fewest += volunteer.extra

    def _talk(self, part: Part, volunteer: Volunteer, act: Act | None) -> tuple[str, ...] | None:
        case, allows = self.case, frozenset(part.allows)
        patience = part.fewest + self.temper.patience
        said = 0
        while act is not None and said < patience + volunteer.extra:
            said += 1
            self._do(act)
            case.read()
            volunteer.heard_answer(case.seen)
            volunteer.notice(case.seen)
            if harm := unwanted(case, allows):
                return ("harm", f"against their will: {_brief(harm[0].name)}", *(str(one) for one in harm[1:3]))
            found = part.check(case)
            if found.wrong:
                return ("harm", *found.wrong)
            if called(case) and not {part.says, *part.allows} & {"human", "case.new"}:
                volunteer.flaws.append("a person was called")
            if found.reached:
                return None
            act = volunteer.next()
        why = "gave up" if act is None else "patience is over"
        return ("failed", f"{why}: {self._stuck()}")

    def _stuck(self) -> str:
        seen = self.case.seen
        if seen.lost:
            return "not understood"
        if seen.flow:
            return f"asked {seen.flow}.{seen.asking}"
        return f"shown {_brief(seen.replied[0]) if seen.replied else 'nothing'}"

    def _do(self, act: Act) -> None:
        case = self.case
        self.messages += 1
        one = self.world.phones[case.who]
        shown = f"[taps {act.payload}]" if act.payload else act.words
        self.trace.append(f"{case.who} > {shown}    ({act.prompt or 'no pool'}: {act.why})")
        new = self.world.tap(case.who, act.payload) if act.payload else self.world.say(case.who, act.words)
        case.seen = look(self.world, case.who, new, case.seen)
        case.answers.append(case.seen)
        self.trace.extend(_told(case.who, new, case.seen, one.channel))

    def _stands(self, who: str) -> Seen:
        new = self.world.arrived(who)
        shown = self.world.shown_last(who)
        if not self.trace:
            self.trace += _told(who, shown[-1:], look(self.world, who, shown[-1:]), self.world.phones[who].channel)
        elif new:
            self.trace += _told(who, new, look(self.world, who, new), self.world.phones[who].channel)
        return look(self.world, who, new or shown[-1:])


def _brief(id: str) -> str:
    return id.split("\n")[0][:60]


def _told(who: str, new: list[Shown], seen: Seen, channel: str) -> Iterator[str]:
    for one in new:
        words = " / ".join(line for line in one.text.splitlines() if line.strip())
        yield f"{who} < {words}"
    draft = {key: value for key, value in seen.draft.items() if key in ("what", "hours", "by", "kind", "who", "wish")}
    asked = f"asks {seen.flow}.{seen.asking} {draft}" if seen.flow else "asks nothing"
    yield f"    = {asked}; choices {' '.join(option.id for option in seen.options) or 'none'} ({channel})"


# ---- names and events -----------------------------------------------------------------------------------------------


def _names(goal: Goal, world: World, rng: Random) -> dict[str, str]:
    """What fills the placeholders."""
    cast, lang = world.cast, world.lang
    founded = goal.scene in ("stranger", "newcomer")
    names = {
        "org": rng.choice(cast.newcomers) if founded else cast.mine,
        "town": rng.choice(cast.towns) if founded else cast.town,
        "person": cast.people[0] if goal.scene == "colleagues" else cast.people[1],
        "neworg": rng.choice(cast.renamed),
        "newtown": cast.towns[2],
    }
    if goal.scene == "welcomed":
        names |= {"org": cast.newcomers[0], "town": cast.towns[1]}
    if not founded:
        names["partner"] = cast.partner
    if goal.names.get("org") == "partner":
        names |= {"org": cast.partner, "town": cast.town}
    if goal.names.get("neworg") == "waiting":
        names["neworg"] = cast.renamed[0]
    if exchange := world.ids.get("exchange"):
        names["number"] = str(world.rows("SELECT number FROM exchange WHERE id = ?", exchange)[0][0])
    names = {key: spelt(name, lang) for key, name in names.items()}
    if kind := goal.names.get("code"):
        names["code"] = world.code(kind, "partner" if kind == "organisation" else "")
    return names


_WITH_WORDS = ("offer", "need")
"""What happens elsewhere is about what they are going to say."""


def _happens(event: str, case: Case) -> None:
    """What happens beside the conversation, before a part of it."""
    world, (name, *values) = case.world, event.split()
    if name == "wait":
        world.wait(int(values[0]) * DAY)
    elif name in _WITH_WORDS and "what" in case.facts:
        lang = interface(case.lang)
        world.command("partner", Post(name, str(case.facts["what"])[:200], place=world.cast.town, lang=lang))
        world.ids["sought"] = int(world.rows("SELECT max(id) FROM listing")[0][0])
    elif name in ("card", "review"):
        id = world.ids["exchange"]
        version = world.rows("SELECT version FROM exchange WHERE id = ?", id)[0][0]
        world.arrived(case.who)
        new = world.tap(case.who, f"x:{id}:{version}:{'see' if name == 'card' else 'rev'}")
        case.seen = look(world, case.who, new, case.seen)
    elif name == "until":
        day = min(days_of(str(case.facts["until"]), case.today), default=case.today)
        world.wait(max((day - case.today).days + 1, 1) * DAY)
    elif name == "second":
        options = [option for option in case.seen.options if option.id.startswith("l:")]
        world.ids["second"] = int(options[1].id.split(":")[1])


# ---- many conversations ---------------------------------------------------------------------------------------------

_TOGETHER = 12
"""Conversations that a process plays before it is asked again."""
_WIDTH = 40


def run(whos: Sequence[Who], folder: Path, jobs: int = 1, *, shows: bool = False) -> list[Outcome]:
    """What came of each, in order; `folder` holds the pools. `shows` a bar of progress on stderr."""
    handfuls = [tuple(whos[at : at + _TOGETHER]) for at in range(0, len(whos), _TOGETHER)]
    found: list[Outcome] = []
    for outcomes in _played(handfuls, folder, jobs):
        found += outcomes
        if shows:
            _bar(len(found), len(whos))
    if shows:
        print(file=sys.stderr)
    return found


def _played(handfuls: Sequence[tuple[Who, ...]], folder: Path, jobs: int) -> Iterator[list[Outcome]]:
    if jobs <= 1:
        yield from (_play(handful, str(folder)) for handful in handfuls)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_play, handfuls, [str(folder)] * len(handfuls))


def _play(whos: tuple[Who, ...], folder: str) -> list[Outcome]:
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with scratch() as place:
            return [converse(who, _pools(folder), Path(place)) for who in whos]
    finally:
        logging.disable(before)


@cache
def _pools(folder: str) -> Pools:
    return Pools(read(Path(folder)))


def _bar(done: int, of: int) -> None:
    filled = _WIDTH * done // max(of, 1)
    print(f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{of}", end="", file=sys.stderr, flush=True)
