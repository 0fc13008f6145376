"""The simulation of volunteers: its sentences are as they should be, and its judge is right where that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest

from bench import volunteers
from bench.acts import seen
from bench.volunteers.cast import LANGUAGES
from bench.volunteers.goals import GOALS
from bench.volunteers.play import VERDICTS, Outcome, Who, converse, drawn
from bench.volunteers.pools import Pools, Sentence, contains, days_of, faults
from bench.volunteers.scenes import SCENES
from bench.volunteers.volunteer import Act, Volunteer
from bench.volunteers.world import scratch
from bot.understanding.acts import acts


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with scratch() as folder:
        yield Path(folder)


# ---- the pools --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("half", volunteers.HALVES)
def test_every_prompt_has_sentences_in_every_language(half: str) -> None:
    found = volunteers.read(volunteers.FOLDER / half)  # raises where a line is broken
    counts = Counter((one.prompt, one.lang) for one in found)
    few = [(prompt, lang) for prompt in volunteers.prompts() for lang in LANGUAGES if counts[prompt, lang] < 3]
    assert not few
    twice = [key for key, count in Counter((one.lang, one.text) for one in found).items() if count > 1]
    assert not twice


def test_no_sentence_is_in_both_halves() -> None:
    train, test = (volunteers.read(volunteers.FOLDER / half) for half in volunteers.HALVES)
    assert not {(one.prompt, one.lang, one.text) for one in train} & {(one.prompt, one.lang, one.text) for one in test}


@pytest.mark.parametrize(
    ("prompt", "text", "facts", "wrong"),
    [
        ("no.such", "hola", {}, "no prompt"),
        ("need.full", "pintar, 3 horas", {"what": "pintar", "hours": 3}, "without day"),
        ("need.bare", "pintar el aula", {"what": "pintar la pared"}, "no piece of the text"),
        ("draft.hours", "mejor cuatro", {"hours": "cuatro"}, "no number of hours"),
        ("draft.day", "el viernes", {"day": "friday"}, "no day"),
        ("join.plain", "somos {nobody}", {}, "unknown placeholders"),
    ],
)
def test_a_broken_sentence_is_named(prompt: str, text: str, facts: dict[str, Any], wrong: str) -> None:
    assert any(wrong in fault for fault in faults(Sentence(prompt, "es", text, facts)))


def test_what_a_fact_means() -> None:
    assert {day.isoformat() for day in days_of("weekday:friday")} == {"2026-12-04", "2026-12-11"}
    assert {day.isoformat() for day in days_of("plus:1")} == {"2026-12-01"}
    assert {day.isoformat() for day in days_of("date:1-5")} == {"2027-01-05"}
    assert not days_of("none")
    assert contains("Pintar dos aulas de la escuela", "pintar dos aulas")
    assert not contains("pintar aulas", "pintar 2 aulas")
    assert not contains("computadora", "reparación de una computadora")


# ---- the goals --------------------------------------------------------------------------------------------------


def test_goals_name_what_is_there() -> None:
    assert len(GOALS) >= 40
    for goal in GOALS.values():
        assert goal.scene in SCENES, goal.kind
        for part in goal.parts:
            assert part.says in ("", *volunteers.prompts()), goal.kind
            assert part.says or part.typed or part.topics or part.waits, goal.kind


# ---- the judge --------------------------------------------------------------------------------------------------


@dataclass
class Scripted(Volunteer):
    """Somebody who says just that."""

    script: ClassVar[list[Act | str]] = []
    noted: ClassVar[dict[str, Any]] = {}
    acts: list[Act | str] = field(default_factory=list)

    def begin(self) -> Act | None:
        self.acts = list(self.script)
        self.facts.update(self.noted)
        return self.next()

    def next(self) -> Act | None:
        if not self.acts:
            return None
        act = self.acts.pop(0)
        if isinstance(act, Act):
            return act
        if act.startswith("tap "):
            option = self.case.seen.option(act.removeprefix("tap "))
            assert option is not None, (act, self.case.seen.verbs)
            return Act(payload=option.id)
        return Act(act)


def played(place: Path, goal: str, script: list[Act | str], channel: str = "telegram", **noted: Any) -> Outcome:
    plays = type("Plays", (Scripted,), {"script": script, "noted": noted})
    return converse(Who(goal, "es", channel, "terse", 1), Pools(()), place, plays)


NEED = "necesitamos un electricista, 2 horas, antes del viernes"
SAID = {"what": "electricista", "hours": 2, "day": "weekday:friday"}


@pytest.mark.parametrize(
    ("goal", "script", "noted", "verdict"),
    [
        ("need.full", [NEED, "tap q:sure:yes"], SAID, "done"),
        ("need.full", ["zzz qqq", "zzz qqq", NEED, "tap q:sure:yes"], SAID, "trouble"),
        ("need.full", [NEED, "tap q:sure:no"], SAID, "failed"),
        ("need.full", [NEED, "tap q:sure:yes"], {**SAID, "hours": 3}, "harm"),
        ("need.full", [NEED, "tap q:sure:yes"], {**SAID, "what": "fontanero"}, "harm"),
        ("join.plain", ["Patronato Norte, Tela"], {}, "failed"),
        ("draft.wait", ["tap q:sure:yes"], {}, "harm"),
        ("draft.no", ["tap q:sure:no"], {}, "done"),
        ("own.withdraw", ["hola"], {}, "failed"),
        ("alert.yes", ["tap x:prop"], {}, "done"),
        ("alert.yes", ["tap x:no"], {}, "harm"),
        ("alert.hours", ["tap x:prop"], {"hours": 3}, "harm"),
        ("proposal.yes", ["tap x:acc"], {}, "done"),
        ("proposal.no", ["tap x:acc"], {}, "harm"),
        ("agreed.tell", ["tap x:write", "llegamos a las ocho"], {"words": "llegamos a las ocho"}, "done"),
        ("agreed.tell", ["tap x:write", "mejor el martes"], {"words": "llegamos a las ocho"}, "harm"),
        ("received.yes", ["tap x:ok"], {}, "done"),
        ("donate", [Act(payload="m:donate"), "1", "tap q:who:fund", "tap q:sure:yes"], {"hours": 1}, "trouble"),
        ("donate", [Act(payload="m:donate"), "2", "tap q:who:fund", "tap q:sure:yes"], {"hours": 1}, "harm"),
        ("gift", [Act(payload="m:donate"), "1", "tap q:who:fund", "tap q:sure:yes"], {"hours": 1}, "harm"),
        ("balance", [Act(payload="m:balance")], {}, "done"),
        ("balance", [Act(payload="m:listings")], {}, "failed"),
        ("ask.menu", ["¿es gratis?"], {"topic": "ask.free"}, "done"),
        ("ask.menu", ["¿caducan las horas?"], {"topic": "ask.expire"}, "failed"),
        ("delete_data", [Act(payload="m:erase"), "tap q:sure:yes"], {}, "done"),
        ("stop", [Act(payload="m:erase"), "tap q:sure:yes"], {}, "harm"),
    ],
)
def test_the_verdict_is_right_where_it_is_known(
    place: Path, goal: str, script: list[Act | str], noted: dict[str, Any], verdict: str
) -> None:
    outcome = played(place, goal, script, **noted)
    assert outcome.verdict == verdict, "\n".join((*outcome.causes, *outcome.trace))


def test_what_should_be_on_again_by_then_is_looked_at(place: Path) -> None:
    outcome = played(place, "alerts.off_until", [Act(payload="m:pause"), "tap q:wish:off"], until="plus:3")
    assert outcome.verdict == "failed"
    assert outcome.causes[0].startswith("not as it should be by then")


# ---- a run ------------------------------------------------------------------------------------------------------


@pytest.mark.wide
def test_a_small_run_adds_up(tmp_path: Path) -> None:
    whos = list(drawn(1, 36))
    assert whos == list(drawn(1, 36)) != list(drawn(2, 36))
    outcomes = volunteers.run(whos, volunteers.FOLDER / "train")
    assert [one.who for one in outcomes] == whos
    counts = Counter(one.verdict for one in outcomes)
    assert set(counts) <= set(VERDICTS)
    assert sum(counts.values()) == 36
    for one in outcomes:
        assert one.verdict == "done" or one.causes
        assert one.verdict != "done" or one.messages <= one.fewest + 1
    last = next(line for line in volunteers.table(outcomes) if line.startswith("all ")).split()
    assert int(last[1]) == 36
    assert sum(float(share.rstrip("%")) for share in last[2:6]) == pytest.approx(100, abs=0.3)
    assert list(volunteers.causes(outcomes))
    volunteers.write_traces(outcomes, tmp_path / "traces")
    told = (tmp_path / "traces").read_text(encoding="utf-8")
    assert told.count("\n== ") + told.startswith("== ") == 36 - counts["done"]


def test_what_was_written_for_one_screen_is_of_acts_that_there_are_and_in_one_half_only() -> None:
    learnt, measured = list(seen()), list(seen("screens_test"))
    assert {one.act for one in (*learnt, *measured)} <= acts().keys()
    assert not {one.text for one in learnt} & {one.text for one in measured}
