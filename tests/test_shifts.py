"""Who sees to what: a case is taken and handed over, who is away leaves all to others, and nothing waits unheard."""

from __future__ import annotations

import pytest

from core import audience, clocks
from core.commands import Fire, Post, UseCode
from core.commands.caring import TakeCare
from core.commands.shift import CallIn, ComeBack, GoAway, HandCase, TakeCase
from core.coordination import cases
from core.coordination.caring import care_of
from core.coordination.coordinators import coordinators_of, deciders, others
from core.errors import Faster, NotYours, Refusal
from core.events.hub import CalledIn, QueueLate, WentAway
from core.handlers import fire
from core.hubs import LATE, add_hub
from core.policy import DAY_MS, HOUR_MS
from tests.faults import agreed, neighbours, rows, tap, to
from tests.members import Town
from tests.story import Story


def case(town: Town, code: str = "human") -> int:
    with town.db.write() as tx:
        cases.park(tx, town.vault, code, town.now, hub_id=town.hub_id, text="x")
    return int(town.rows("parked_case", "id")[-1][0])


def holder(town: Town, case_id: int) -> int | None:
    with town.db.read() as tx:
        found = cases.find(tx, case_id)
    assert found is not None
    return found.taken_by


def deputy(town: Town, name: str = "pia") -> int:
    """Somebody from outside who stands in."""
    ((boss, *_others),) = [[row[0] for row in town.rows("coordinator", "person_id", deputy=0)]]
    (called,) = town.do(boss, CallIn(town.hub_id, deputy=True))
    assert isinstance(called, CalledIn)
    person_id = town.person(name)
    town.do(person_id, UseCode(called.digits))
    return person_id


def present(town: Town) -> list[int]:
    with town.db.read() as tx:
        return coordinators_of(tx, town.hub_id, town.now)


# ---- cases ------------------------------------------------------------------------------------------------------


def test_one_takes_a_case_hands_it_over_and_nobody_takes_it_from_another(town: Town) -> None:
    ruth, ana, eva = (town.coordinator(name) for name in ("ruth", "ana", "eva"))
    id = case(town)
    town.do(ruth, TakeCase(id))
    town.do(ruth, TakeCase(id))
    for command in (TakeCase(id), HandCase(id, eva), HandCase(id)):
        with pytest.raises(Faster):
            town.do(ana, command)
    town.do(eva, GoAway("2026-11-30"))
    with pytest.raises(Refusal, match="away"):
        town.do(ruth, HandCase(id, eva))
    town.do(ruth, HandCase(id, ana))
    assert holder(town, id) == ana
    case(town)  # more was written: it stays with her
    assert holder(town, id) == ana
    town.do(ana, HandCase(id))
    assert holder(town, id) is None


def test_a_case_is_handed_only_to_who_may_read_it(town: Town) -> None:
    ruth = town.coordinator("ruth")
    stranger = town.member("Casa Mar").person_id
    id = case(town)
    with pytest.raises(NotYours):
        town.do(ruth, HandCase(id, stranger))
    with pytest.raises(NotYours):
        town.do(stranger, TakeCase(id))


# ---- being away -------------------------------------------------------------------------------------------------


def test_who_is_away_hands_over_everything_and_hears_nothing_until_that_morning(town: Town) -> None:
    ruth, ana = town.coordinator("ruth"), town.coordinator("ana")
    luz, sol = town.member("Casa Luz"), town.member("Estudio Norte")
    town.do(sol.person_id, Post("offer", "contabilidad", remote=True))
    town.do(luz.person_id, Post("need", "contabilidad", minutes=120, remote=True))
    id = case(town)
    case(town)  # two texts of one case
    town.do(ruth, TakeCase(id))
    town.do(ruth, TakeCare(1))
    (away,) = town.do(ruth, GoAway("2026-11-30"))
    assert isinstance(away, WentAway)
    assert away.handed == 2
    assert holder(town, id) is None
    with town.db.read() as tx:
        assert care_of(tx, 1, town.hub_id).person_id is None
        assert [ear.person_id for ear in audience.coordinators(tx, town.hub_id, town.now)] == [ana]
    assert present(town) == [ana]
    ((until,),) = town.rows("coordinator", "away_until", person_id=ruth)
    town.now = until
    assert present(town) == [ruth, ana]


def test_nobody_goes_away_where_nobody_else_would_be_there(town: Town) -> None:
    ruth = town.coordinator("ruth")
    with pytest.raises(Refusal, match="Nobody else is there"):
        town.do(ruth, GoAway("2026-11-30"))
    ana = town.coordinator("ana")
    town.do(ana, GoAway("2026-11-30"))
    with pytest.raises(Refusal, match="Nobody else is there"):
        town.do(ruth, GoAway("2026-11-28"))
    town.do(ana, ComeBack())
    town.do(ruth, GoAway("2026-11-28"))


@pytest.mark.parametrize("day", ["2026-11-24", "2020-01-01", "2027-11-24", "mañana"])
def test_no_day_of_the_past_and_none_far_away(town: Town, day: str) -> None:
    ruth, _ana = town.coordinator("ruth"), town.coordinator("ana")
    with pytest.raises(Refusal):
        town.do(ruth, GoAway(day))


# ---- deputies ---------------------------------------------------------------------------------------------------


def test_a_deputy_from_outside_is_there_only_when_nobody_else_is(town: Town) -> None:
    ruth = town.coordinator("ruth")
    pia = deputy(town)
    assert present(town) == [ruth]
    with town.db.read() as tx:
        assert others(tx, town.hub_id, 0, town.now) == [ruth, pia]  # one and a named deputy: enough
    town.do(ruth, GoAway("2026-11-30"))
    assert present(town) == [pia]
    with town.db.read() as tx:
        assert [ear.person_id for ear in audience.coordinators(tx, town.hub_id, town.now)] == [pia]


def test_where_all_belong_to_a_side_the_deputy_decides(town: Town) -> None:
    luz = town.member("Casa Luz")
    assert town.coordinator("Casa Luz") == luz.person_id
    pia = deputy(town)
    with town.db.read() as tx:
        assert deciders(tx, town.hub_id, (luz.organisation_id,), town.now) == [pia]
        assert deciders(tx, town.hub_id, (), town.now) == [luz.person_id]


def test_a_deputy_belongs_to_no_organisation_here_and_calls_nobody_in(town: Town) -> None:
    ruth = town.coordinator("ruth")
    (called,) = town.do(ruth, CallIn(town.hub_id, deputy=True))
    assert isinstance(called, CalledIn)
    with pytest.raises(Refusal, match="comes from outside"):
        town.do(town.member("Casa Luz").person_id, UseCode(called.digits))
    pia = town.person("pia")
    town.do(pia, UseCode(called.digits))
    with pytest.raises(NotYours):
        town.do(pia, CallIn(town.hub_id, deputy=False))
    with pytest.raises(NotYours):
        town.do(town.person("nadie"), CallIn(town.hub_id, deputy=False))


def test_f55_a_coordinator_of_another_hub_calls_nobody_in_here(town: Town) -> None:
    ruth = town.coordinator("ruth")
    with town.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {}, town.now)
    with pytest.raises(NotYours):
        town.do(ruth, CallIn(other, deputy=False))


# ---- what waits too long ----------------------------------------------------------------------------------------


def test_each_morning_who_coordinates_hears_what_waits_too_long_and_then_the_deputy_too(story: Story) -> None:
    neighbours(story)
    story.say("ana", story.code("coordinator", 1))
    (shown,) = to(tap(story, "ana", "h:1:deputy"), "ana")
    story.say("pia", shown.split("\u2066")[1].split("\u2069")[0])
    story.say("luz", "persona")
    story.say("luz", "no llega el código")
    new = story.wait(2 * HOUR_MS)
    assert to(new, "ana") == []
    new = story.wait(22 * HOUR_MS)
    (text,) = to(new, "ana")
    assert text.startswith("1 asunto espera más de lo debido")
    assert to(new, "pia") == []
    new = story.wait(2 * DAY_MS)
    assert any("más de lo debido" in text for text in to(new, "pia"))
    tap(story, "ana", "c:1:done")
    new = story.wait(DAY_MS)
    assert not any("debido" in text for text in (*to(new, "ana"), *to(new, "pia")))


def test_the_daily_look_goes_on_and_says_nothing_of_nothing(town: Town) -> None:
    with town.db.read() as tx:
        first = clocks.due_at(tx, LATE, "hub", town.hub_id)
    assert first is not None
    town.now = first
    with town.db.write() as tx:
        assert fire(tx, town.vault, Fire(LATE, "hub", town.hub_id), town.now) == []
        assert clocks.due_at(tx, LATE, "hub", town.hub_id) == first + DAY_MS
    case(town)
    town.now += DAY_MS
    with town.db.write() as tx:
        (late,) = fire(tx, town.vault, Fire(LATE, "hub", town.hub_id), town.now)
    assert late == QueueLate(town.hub_id, 1, deputies=False)


def test_the_same_things_are_not_said_again_each_morning(town: Town) -> None:
    case(town)
    said = []
    for morning in range(20):
        with town.db.read() as tx:
            town.now = clocks.due_at(tx, LATE, "hub", town.hub_id) or 0
        if morning == 10:
            case(town, "unreachable")
        with town.db.write() as tx:
            found = fire(tx, town.vault, Fire(LATE, "hub", town.hub_id), town.now)
        said += [(morning, one.count, one.deputies) for one in found if isinstance(one, QueueLate)]
    assert said == [(0, 1, False), (2, 1, True), (7, 1, True), (12, 2, True), (14, 2, True)]


def test_in_the_morning_each_hears_of_what_is_in_their_own_list(story: Story) -> None:
    agreed(story)
    for who in ("ana", "mar"):  # one of a side
        story.say(who, story.code("coordinator", 1))
    told = [one for _day in range(9) for one in story.wait(DAY_MS)]
    late = [who for who, text in told if text.startswith("1 asunto espera más de lo debido.")]
    assert late == ["ana"]
    assert "nada pendiente" in to(story.say("mar", "coordinación"), "mar")[0]


# ---- as it is talked about --------------------------------------------------------------------------------------


def test_a_case_is_taken_and_handed_over_in_the_chat(story: Story) -> None:
    agreed(story)
    for who in ("ana", "eva"):
        story.say(who, story.code("coordinator", 1))
    story.say("luz", "persona")
    story.say("luz", "no llega el código")
    card = to(tap(story, "ana", "c:1:see"), "ana")[0]
    assert "Lo llevo yo" in card
    tap(story, "ana", "c:1:take")
    assert "Lo lleva otra persona" in to(story.say("eva", "coordinación"), "eva")[0]
    tap(story, "ana", "c:1:hand")
    new = story.say("ana", "1")
    (text,) = to(new, "eva")
    assert text.startswith("La coordinación te pasa el caso")
    assert "Lo llevas tú" in to(story.say("eva", "1"), "eva")[0]


def test_away_and_back_in_the_chat_and_the_others_hear_of_it(story: Story) -> None:
    neighbours(story)
    for who in ("ana", "eva"):
        story.say(who, story.code("coordinator", 1))
    tap(story, "ana", "m:away")
    story.say("ana", "lunes")
    new = story.say("ana", "1")
    assert "estarás fuera hasta" in to(new, "ana")[0]
    assert "estará fuera hasta" in to(new, "eva")[0]
    story.say("luz", "persona")
    new = story.say("luz", "no llega el código")
    assert to(new, "ana") == []
    page = to(tap(story, "ana", "m:hub"), "ana")[0]
    assert "Estás fuera hasta" in page
    assert "otra vez" in to(tap(story, "ana", "m:back_here"), "ana")[0]
    assert [row[1] for row in rows(story, "coordinator", "person_id", "away_until")] == [None, None]
