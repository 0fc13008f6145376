"""What is compared of a few words that name no service: the whole vector, and what lies around those that are near."""

from __future__ import annotations

from dataclasses import replace

from core.matching.crowded import crowding
from core.matching.doubt import settled
from core.matching.fit import fit, fit_many
from core.matching.meaning import Meaning, meaning_of
from core.matching.vectors import DIMENSIONS, ROUGHLY
from core.taxonomy import taxonomy

SERVICES = taxonomy()


def test_what_only_the_second_half_of_the_vectors_tells_apart_is_told_apart() -> None:
    first, same, other = (bytes([number] * ROUGHLY) for number in (50, 40, 0))
    need, near, far = (Meaning((), (), first + second) for second in (same, same, other))
    closer, farther = fit_many(need, [near, far], SERVICES)
    assert closer > farther


def test_few_words_that_name_no_service_are_brief() -> None:
    assert meaning_of("recordatorio siguiente", "es", SERVICES).brief
    assert not meaning_of("contador para el informe anual", "es", SERVICES).brief
    assert not meaning_of("recordatorio siguiente " * 8, "es", SERVICES).brief


def test_of_a_few_words_nearness_tells_more_than_services_that_were_guessed() -> None:
    brief = Meaning((("accounting", 0.4),), (), bytes([90] * 40 + [0] * (DIMENSIONS - 40)), brief=True)
    offer = Meaning((("yoga", 0.4),), (), bytes([90] * 90 + [70] * (DIMENSIONS - 90)))
    assert fit(brief, offer, SERVICES) > fit(replace(brief, brief=False), offer, SERVICES)


def test_who_chose_a_service_is_not_judged_by_nearness_alone() -> None:
    assert not settled(meaning_of("recordatorio siguiente", "es", SERVICES), "accounting").brief


def test_what_lies_near_to_all_others_stands_a_little_behind_what_stands_alone() -> None:
    middle, *around, alone = crowding(_told([60, 60, 60], [90, 10, 10], [10, 90, 10], [10, 10, 90], [0, 0, 0, 90]))
    assert alone < 0 < middle
    assert all(alone < one < middle for one in around)


def test_crowding_takes_nothing_from_all_together_and_nothing_from_what_has_no_vector() -> None:
    rows = _told([90, 1], [80, 20], [1, 90], [30, 30])
    assert abs(crowding(rows).sum()) < 1e-6
    assert crowding([*rows, ("", b"")])[-1] == 0
    assert crowding(rows[:2]).tolist() == [0, 0]


def _told(*rows: list[int]) -> list[tuple[str, bytes]]:
    return [("", bytes([*row, *[0] * (DIMENSIONS - len(row))])) for row in rows]
