"""Clocks end when people are awake and at work, whatever the zone, the season and the holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.calendar import (
    DAY,
    HOUR,
    Calendar,
    after_quiet,
    answer_due,
    calendar_of,
    end_of,
    end_of_day,
    known_zone,
    quiet,
    today,
    waking,
)
from core.countries import all_countries, country, country_of_phone, holidays, is_country

settings.register_profile("untimed", deadline=None)  # a slow machine is no failure
settings.load_profile("untimed")

HONDURAS = Calendar("America/Tegucigalpa")
EGYPT = Calendar("Africa/Cairo", frozenset({4, 5}))
GAZA = Calendar("Asia/Gaza", frozenset({4, 5}))


def at(text: str, zone: str = "UTC") -> int:
    """Epoch milliseconds of a local wall time."""
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def wall(ms: int, zone: str) -> str:
    return datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def ms(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


instants = st.integers(ms(datetime(2015, 1, 1, tzinfo=UTC)), ms(datetime(2060, 1, 1, tzinfo=UTC)))
zones = st.sampled_from(
    [
        "America/Tegucigalpa",
        "Africa/Cairo",
        "Asia/Gaza",
        "Asia/Beirut",
        "America/Santiago",
        "America/Asuncion",
        "America/St_Johns",
        "Africa/Casablanca",
        "Asia/Tehran",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Pacific/Honolulu",
        "Australia/Lord_Howe",
        "UTC",
    ]
)
days_off = st.frozensets(st.dates(date(2015, 1, 1), date(2060, 12, 31)).map(date.isoformat), max_size=60)
calendars = st.builds(Calendar, zones, st.frozensets(st.integers(0, 6), max_size=6), days_off)


# --- moving an instant out of the night, the weekend and the holidays


def is_open(moment: int, cal: Calendar) -> bool:
    local = datetime.fromtimestamp(moment / 1000, ZoneInfo(cal.zone))
    off = local.weekday() in cal.weekend or local.date().isoformat() in cal.holidays
    return time(8) <= local.time() < time(21) and not off


@given(instants, calendars)
def test_what_is_moved_lands_on_a_working_day_and_stays_there(moment: int, cal: Calendar) -> None:
    moved = waking(moment, cal)
    assert is_open(moved, cal)
    assert waking(moved, cal) == moved


@given(instants, calendars)
def test_nothing_is_moved_backwards_nor_moved_without_a_reason(moment: int, cal: Calendar) -> None:
    moved = waking(moment, cal)
    assert moved >= moment
    assert (moved == moment) == is_open(moment, cal)
    assert moved == moment or wall(moved, cal.zone).endswith("09:00")


@given(instants, calendars)
def test_a_move_takes_at_most_a_week_and_a_week_for_each_holiday(moment: int, cal: Calendar) -> None:
    assert waking(moment, cal) - moment <= (7 * (len(cal.holidays) + 1) + 1) * DAY


@given(instants, st.integers(0, 3 * DAY), calendars)
@example(at("2026-11-24T07:59"), HOUR // 2, Calendar())
def test_the_order_of_two_ends_is_kept_but_for_the_hour_after_the_night(moment: int, later: int, cal: Calendar) -> None:
    assert waking(moment, cal) <= waking(moment + later, cal) + HOUR


@given(instants, zones)
def test_a_calendar_without_any_working_day_still_ends(moment: int, zone: str) -> None:
    every_day = Calendar(zone, frozenset(range(7)))
    assert waking(moment, every_day) - moment <= 12.5 * HOUR


def test_a_year_of_holidays_leads_into_the_next_year() -> None:
    year = frozenset((date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in range(365))
    end = waking(at("2026-01-05T12:00"), Calendar("UTC", holidays=year))
    assert wall(end, "UTC") == "2027-01-01 09:00"


@pytest.mark.parametrize(
    ("cal", "before", "after"),
    [
        (HONDURAS, "2026-11-24T14:00", "2026-11-24 14:00"),  # a Tuesday afternoon stays
        (HONDURAS, "2026-11-24T08:00", "2026-11-24 08:00"),  # the night is over
        (HONDURAS, "2026-11-24T21:00", "2026-11-25 09:00"),  # the night has begun
        (HONDURAS, "2026-11-25T03:00", "2026-11-25 09:00"),  # the same night, after midnight
        (HONDURAS, "2026-11-27T22:00", "2026-11-30 09:00"),  # Friday night to Monday
        (EGYPT, "2026-11-26T22:00", "2026-11-29 09:00"),  # Thursday night to Sunday
        (EGYPT, "2026-11-28T12:00", "2026-11-29 09:00"),  # Saturday is weekend in Cairo
        (EGYPT, "2026-11-29T12:00", "2026-11-29 12:00"),  # Sunday is not
        (calendar_of("AE", at("2026-11-30T00:00")), "2026-12-02T10:00", "2026-12-04 09:00"),  # two national days
        (calendar_of("HN", at("2026-12-30T00:00")), "2026-12-31T23:00", "2027-01-04 09:00"),  # holiday, then weekend
        (calendar_of("HN", at("2027-01-05T00:00")), "2026-12-25T10:00", "2026-12-28 09:00"),  # looked at in January
    ],
)
def test_ends_move_as_the_week_of_the_place_says(cal: Calendar, before: str, after: str) -> None:
    assert wall(waking(at(before, cal.zone), cal), cal.zone) == after


def test_the_hub_adds_its_movable_holidays() -> None:
    cal = calendar_of("EG", at("2026-03-01T00:00"), extra=frozenset({"2026-03-22"}))
    assert wall(waking(at("2026-03-22T10:00", cal.zone), cal), cal.zone) == "2026-03-23 09:00"


# --- the clock of a proposal


@given(instants, calendars, st.none() | st.integers(-2, 9), st.integers(1, 10).map(lambda n: n * DAY))
def test_an_answer_has_time_and_reminders_in_order(now: int, cal: Calendar, due_in: int | None, policy: int) -> None:
    due_on = None if due_in is None else (today(now, cal.zone) + timedelta(days=due_in)).isoformat()
    end, first, second = answer_due(now, due_on, cal, policy)
    moments = [now, *(r for r in (first, second) if r is not None), end]
    assert moments == sorted(set(moments))
    every_day = Calendar(cal.zone, frozenset())
    by_days_off = all(is_open(moment, cal) for moment in moments[1:])
    assert by_days_off or (due_on is not None and all(is_open(moment, every_day) for moment in moments[1:]))


@given(instants, calendars)
def test_even_the_most_urgent_proposal_leaves_four_waking_hours(now: int, cal: Calendar) -> None:
    end = answer_due(now, "2000-01-01", cal).end
    quarters = range(now, end, HOUR // 4)
    assert sum(is_open(moment, cal) for moment in quarters) >= 4 * 4 - 1


def test_an_unhurried_proposal_has_seventy_two_hours() -> None:
    now = at("2026-11-23T10:00", HONDURAS.zone)
    end, first, second = answer_due(now, None, HONDURAS)
    assert end == now + 72 * HOUR
    assert wall(end, HONDURAS.zone) == "2026-11-26 10:00"
    assert first is not None
    assert wall(first, HONDURAS.zone) == "2026-11-24 10:00"
    assert second is not None
    assert wall(second, HONDURAS.zone) == "2026-11-26 09:00"  # five sixths is Wednesday 22:00, at night


def test_a_near_due_day_halves_the_time() -> None:
    now = at("2026-11-23T12:00", HONDURAS.zone)
    due = answer_due(now, "2026-11-24", HONDURAS)
    assert wall(due.end, HONDURAS.zone) == "2026-11-24 09:00"  # half of 36 hours is 06:00, before anyone is up


def test_a_proposal_for_today_has_four_hours() -> None:
    now = at("2026-11-24T09:30", HONDURAS.zone)
    due = answer_due(now, "2026-11-24", HONDURAS)
    assert wall(due.end, HONDURAS.zone) == "2026-11-24 16:45"  # half of the 14 and a half hours left
    late = answer_due(at("2026-11-24T19:00", HONDURAS.zone), "2026-11-24", HONDURAS)
    assert wall(late.end, HONDURAS.zone) == "2026-11-25 11:00"  # two hours this evening, two tomorrow
    assert late.first_reminder is not None
    assert wall(late.first_reminder, HONDURAS.zone) == "2026-11-25 09:00"
    assert late.second_reminder is None  # 08:20, before the first one


def test_a_weekend_in_cairo_does_not_put_the_answer_behind_its_day() -> None:
    now = at("2026-11-26T20:00", EGYPT.zone)
    end, first, second = answer_due(now, "2026-11-27", EGYPT)
    assert wall(end, EGYPT.zone) == "2026-11-27 12:00"
    assert first is not None
    assert wall(first, EGYPT.zone) == "2026-11-27 09:20"
    assert second is None  # a third of the time would be minutes before


def test_little_time_for_an_answer_has_one_reminder_and_a_day_or_more_has_two() -> None:
    now = at("2026-11-24T09:30", HONDURAS.zone)
    short = answer_due(now, "2026-11-24", HONDURAS)
    assert (short.second_reminder, wall(short.first_reminder or 0, HONDURAS.zone)) == (None, "2026-11-24 15:32")
    long = answer_due(now, "2026-11-30", HONDURAS)
    assert long.first_reminder is not None
    assert long.second_reminder is not None
    assert long.second_reminder - long.first_reminder >= 12 * HOUR


def test_what_is_for_a_day_of_the_weekend_is_answered_before_it_is_over() -> None:
    friday = at("2026-11-27T18:00", HONDURAS.zone)
    end, first, _second = answer_due(friday, "2026-11-29", HONDURAS)
    assert wall(end, HONDURAS.zone) == "2026-11-29 09:00"
    assert first is not None
    assert wall(first, HONDURAS.zone) == "2026-11-28 09:00"
    assert wall(answer_due(friday, "2026-12-04", HONDURAS).end, HONDURAS.zone) == "2026-11-30 18:00"


def test_a_due_day_that_is_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        answer_due(0, "next Friday", HONDURAS)


@given(instants, st.integers(0, 40 * DAY), calendars)
def test_any_clock_ends_in_working_time_and_not_too_soon(now: int, after: int, cal: Calendar) -> None:
    end = end_of(now, after, cal)
    assert end >= now + after
    assert is_open(end, cal)


# --- the quiet of a person's night


@given(instants, zones)
def test_after_the_quiet_comes_eight_in_the_morning(moment: int, zone: str) -> None:
    woken = after_quiet(moment, zone)
    assert not quiet(woken, zone)
    assert moment <= woken <= moment + 12.5 * HOUR
    assert (woken == moment) != quiet(moment, zone)
    assert woken == moment or wall(woken, zone).endswith("08:00")


def test_night_is_the_persons_own() -> None:
    moment = at("2026-11-24T03:30")
    assert not quiet(moment, "Pacific/Honolulu")  # 17:30
    assert quiet(moment, "America/Tegucigalpa")  # 21:30
    assert quiet(moment, "Africa/Cairo")  # 05:30
    assert wall(after_quiet(moment, "America/Tegucigalpa"), "America/Tegucigalpa") == "2026-11-24 08:00"


# --- days


@given(st.dates(date(2015, 1, 1), date(2060, 1, 1)), zones)
def test_a_day_ends_where_the_next_one_begins(day: date, zone: str) -> None:
    end = end_of_day(day.isoformat(), zone)
    assert today(end - 1, zone) == day
    assert today(end, zone) == day + timedelta(days=1)


@given(st.dates(), zones)
@example(date.max, "UTC")
@example(date.max, "Pacific/Honolulu")
@example(date.min, "Asia/Kathmandu")
def test_no_day_is_too_far_for_an_answer(day: date, zone: str) -> None:
    now = at("2026-11-24T10:00")
    assert now < answer_due(now, day.isoformat(), Calendar(zone)).end <= now + 7 * DAY


@given(st.integers(-(10**18), 10**18), zones)
def test_a_broken_clock_is_no_crash(moment: int, zone: str) -> None:
    assert after_quiet(moment, zone) >= min(moment, at("9998-12-30T00:00"))
    assert 1 <= today(moment, zone).year <= 9999


def test_the_day_depends_on_where_one_is() -> None:
    moment = at("2026-11-24T03:00")
    assert today(moment, "America/Tegucigalpa") == date(2026, 11, 23)
    assert today(moment, "Asia/Gaza") == date(2026, 11, 24)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "/etc/passwd", "America", "\0", "x" * 5000])
def test_a_zone_that_is_none_counts_as_utc(zone: str) -> None:
    assert not known_zone(zone)
    assert today(at("2026-11-24T23:59"), zone) == date(2026, 11, 24)


def test_real_zones_are_known() -> None:
    assert known_zone("UTC")
    assert known_zone("America/Tegucigalpa")


# --- F11: clocks that jump, seasons that change, leap days


@given(instants, calendars, st.none() | st.integers(0, 30), st.integers(0, DAY))
def test_f11_a_clock_set_back_never_gives_a_later_end_but_for_the_hour_after_the_night(
    now: int, cal: Calendar, due_in: int | None, back: int
) -> None:
    due_on = None if due_in is None else (today(now, cal.zone) + timedelta(days=due_in)).isoformat()
    assert answer_due(now - back, due_on, cal).end <= answer_due(now, due_on, cal).end + HOUR


@given(instants, zones)
def test_f11_a_clock_one_day_ahead_still_ends_after_its_own_present(now: int, zone: str) -> None:
    cal = Calendar(zone)
    ahead = now + DAY
    end, first, second = answer_due(ahead, today(now, zone).isoformat(), cal)
    assert end > ahead
    assert all(r is None or ahead < r < end for r in (first, second))


def test_f11_in_cairo_midnight_itself_is_skipped_in_spring() -> None:
    # On Friday 24 April 2026 the clock goes from 00:00 to 01:00: Thursday has 24 hours, Friday 23.
    thursday = end_of_day("2026-04-23", "Africa/Cairo")
    friday = end_of_day("2026-04-24", "Africa/Cairo")
    assert wall(thursday, "Africa/Cairo") == "2026-04-24 01:00"
    assert wall(thursday - 1, "Africa/Cairo") == "2026-04-23 23:59"
    assert friday - thursday == 23 * HOUR


def test_f11_in_cairo_the_last_hour_of_summer_comes_twice() -> None:
    # On Thursday 29 October 2026 the clock goes from 24:00 back to 23:00.
    wednesday = end_of_day("2026-10-28", "Africa/Cairo")
    thursday = end_of_day("2026-10-29", "Africa/Cairo")
    assert thursday - wednesday == 25 * HOUR
    assert quiet(thursday - HOUR // 2, "Africa/Cairo")
    assert quiet(thursday - 3 * HOUR // 2, "Africa/Cairo")


@pytest.mark.parametrize(
    ("zone", "evening", "hours"),
    [
        ("Africa/Cairo", "2026-04-23T21:00", 10),  # the night that loses an hour
        ("Africa/Cairo", "2026-10-29T21:00", 12),  # the night that gains one
        ("Asia/Beirut", "2026-03-28T21:00", 10),
        ("America/Santiago", "2026-09-05T21:00", 10),
        ("America/Tegucigalpa", "2026-04-23T21:00", 11),  # no summer time there
    ],
)
def test_f11_a_night_of_another_length_ends_at_eight_all_the_same(zone: str, evening: str, hours: int) -> None:
    start = at(evening, zone)
    assert after_quiet(start, zone) - start == hours * HOUR
    assert wall(after_quiet(start, zone), zone).endswith("08:00")


def test_f11_seventy_two_hours_over_the_change_to_summer_are_seventy_two_hours() -> None:
    now = at("2026-04-19T10:00", "Africa/Cairo")
    assert end_of(now, 96 * HOUR, EGYPT) - now == 96 * HOUR
    later = at("2026-04-22T10:00", "Africa/Cairo")
    assert wall(end_of(later, 96 * HOUR, EGYPT), "Africa/Cairo") == "2026-04-26 11:00"


def test_f11_a_leap_day_is_a_day_like_others() -> None:
    assert wall(end_of_day("2028-02-28", "UTC"), "UTC") == "2028-02-29 00:00"
    assert wall(waking(at("2028-02-28T22:00"), Calendar()), "UTC") == "2028-02-29 09:00"
    assert wall(waking(at("2028-02-29T12:00"), Calendar(holidays=frozenset({"2028-02-29"}))), "UTC") == (
        "2028-03-01 09:00"
    )


def test_f11_two_machines_an_hour_apart_agree_about_the_night() -> None:
    evening = at("2026-11-24T22:30", GAZA.zone)
    assert waking(evening, GAZA) == waking(evening + HOUR, GAZA) == waking(evening - HOUR, GAZA)


# --- countries


def test_every_country_has_a_real_zone_and_a_possible_week() -> None:
    assert len(all_countries()) > 240
    for place in all_countries():
        assert known_zone(place.zone), place
        assert 1 <= len(place.weekend) <= 2, place
        assert place.weekend <= set(range(7)), place
        assert place.week_starts in range(7), place
        for year in (2027, 2028):
            assert all(date.fromisoformat(day).year == year for day in holidays(place.code, year))


@pytest.mark.parametrize("code", ["DZ", "BH", "EG", "IQ", "JO", "KW", "LY", "OM", "PS", "QA", "SA", "SD", "SY", "YE"])
def test_friday_and_saturday_are_the_weekend(code: str) -> None:
    assert country(code).weekend == {4, 5}


@pytest.mark.parametrize("code", ["MA", "TN", "MR", "LB", "AE", "HN", "MX", "BR", "AR", "CO", "ES", "FR"])
def test_saturday_and_sunday_are_the_weekend(code: str) -> None:
    assert country(code).weekend == {5, 6}


@pytest.mark.parametrize(
    ("codes", "digits"),
    [("EG SD SY LB JO PS IQ SA AE QA KW BH OM YE", "arab"), ("MA DZ TN LY MR HN BR FR", "latn")],
)
def test_digits_in_arabic_are_those_of_the_region(codes: str, digits: str) -> None:
    assert {country(code).digits for code in codes.split()} == {digits}


def test_latin_america_and_the_arab_world_are_complete() -> None:
    latin = "AR BO BR CL CO CR CU DO EC SV GT HN HT MX NI PA PY PE PR UY VE"
    arab = "DZ BH DJ EG IQ IR IL JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN TR AE YE EH"
    for code in (latin + " " + arab).split():
        place = country(code)
        assert place.languages, code
        assert place.phone, code
        assert place.fixed_holidays or code in ("IR", "IL"), code


@pytest.mark.parametrize("code", ["", "ZZ", "??", "a" * 1000, "٢"])
def test_a_country_nobody_knows_has_a_usual_week(code: str) -> None:
    place = country(code)
    assert not is_country(code)
    assert (place.zone, place.weekend, place.week_starts) == ("UTC", frozenset({5, 6}), 0)


def test_a_code_may_be_written_small() -> None:
    assert country(" hn ") is country("HN")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("+504 9999-9999", "HN"),
        ("+52 1 55 1234 5678", "MX"),
        ("+54 9 11 1234-5678", "AR"),
        ("+970 599 123 456", "PS"),
        ("+212 612345678", "MA"),
        ("+2125288 12345", "EH"),
        ("+20 100 123 4567", "EG"),
        ("+1 (809) 555-0100", "DO"),
        ("+18295550100", "DO"),
        ("+1 787 555 0100", "PR"),
        ("+1 876 555 0100", "JM"),
        ("+1 202 555 0100", None),  # the USA or Canada
        ("+7 701 123 4567", "KZ"),
        ("+7 912 123 4567", "RU"),
        ("+44 20 7946 0000", "GB"),
        ("⁦+503 7777 7777⁩", "SV"),  # copied out of an Arabic sentence
        ("50499999999", None),
        ("+999 123", None),
        ("+", None),
        ("", None),
        ("whatsapp:US.1234", None),
        ("+٥٠٤٩٩٩", None),
        ("+" + "5" * 10_000, None),
    ],
)
def test_a_number_tells_its_country_or_nothing(number: str, code: str | None) -> None:
    assert country_of_phone(number) == code


@given(st.text())
def test_any_text_may_be_asked_for_its_country(text: str) -> None:
    found = country_of_phone(text)
    assert found is None or is_country(found)
