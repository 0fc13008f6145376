"""Nobody learns who is in a network by guessing names: strangers are found by their whole name, and misses count."""

from __future__ import annotations

import pytest

from core.people.called import MOST_TRIES
from core.policy import DAY_MS, TAKE_BACK_MS
from tests.faults import adds_up, agreed, joins, plain, rows, suggested, tap, were_partners
from tests.lived import lived_once
from tests.story import Story

NOT_FOUND = "No encontré a nadie con ese nombre"
SHELTERS = ("Refugio Trans Esperanza", "Casa de Mujeres Ixchel", "Casa Abierta", "جمعية نور الحياة")


@lived_once
def begun(story: Story) -> None:
    """Luz, and four to whom membership itself is a danger, with none of whom she ever agreed on anything."""
    story.hub()
    joins(story, "luz")
    for n, name in enumerate(SHELTERS):
        joins(story, f"there{n}", f"{name}, Tela", "ar" if name > "z" else "es")


@pytest.fixture
def town(story: Story) -> Story:
    begun(story)
    return story


def gives(story: Story, to: str, who: str = "luz") -> str:
    """What they read who ask to give an hour to that name."""
    story.say(who, "menú")
    return plain(story.say(who, f"regalar 1 hora a {to}"), who)


GUESSES = ("refugio", "casa", "trans", "esperanza", "nur", "نور", "casa mujeres", "Casa de Mujeres", "abierta")


@pytest.mark.parametrize("guess", GUESSES)
def test_safety_02_finding_03_a_part_or_a_sound_of_a_strangers_name_finds_nobody(town: Story, guess: str) -> None:
    told = gives(town, guess)
    assert NOT_FOUND in told
    assert [name for name in (*SHELTERS, "Tela") if name in told] == []


@pytest.mark.parametrize(
    "name", ["Refugio Trans Esperanza", "casa abierta", "جمعية نور الحياة", "las muchachas de la Casa Abierta"]
)
def test_safety_02_finding_03_a_whole_name_finds_a_stranger_without_the_town(town: Story, name: str) -> None:
    told = gives(town, name)
    assert "¿Dar a" in told
    assert "Tela" not in told
    town.say("luz", "sí")
    town.wait(TAKE_BACK_MS)
    assert [kind for _id, kind in rows(town, "entry", "id", "kind")][-1] == "donation"
    adds_up(town)


@pytest.mark.parametrize("names", [" ".join(SHELTERS[:2]), f"{SHELTERS[0]} y {SHELTERS[2]}", ", ".join(SHELTERS)])
def test_safety_02_finding_03_a_list_of_names_finds_nobody(town: Story, names: str) -> None:
    told = gives(town, names)
    assert NOT_FOUND in told
    assert [name for name in SHELTERS if name in told] == []
    assert len(rows(town, "name_try", "id")) == 1


def test_safety_02_finding_03_who_blocked_you_is_like_one_who_is_not_here(town: Story) -> None:
    with town.db.write() as tx:
        tx.raw("INSERT INTO block (by_id, about_id, at) VALUES (2, 1, 1)")
    assert gives(town, "Refugio Trans Esperanza") == gives(town, "Refugio Trans Xolotl")


def test_safety_02_finding_03_who_agreed_on_something_is_found_by_a_part_and_by_its_sound(town: Story) -> None:
    were_partners(town, 1, 2)
    assert "Refugio Trans Esperanza" in gives(town, "refugio")
    were_partners(town, 1, 5)
    assert "جمعية نور الحياة" in gives(town, "nur")
    were_partners(town, 1, 3)
    were_partners(town, 1, 4)
    told = gives(town, "casa")
    assert [f"{name}, Tela" in told for name in SHELTERS[1:3]] == [True, True]
    adds_up(town)


def test_safety_02_finding_03_five_names_a_day_then_a_case_and_a_wait(town: Story) -> None:
    were_partners(town, 1, 4)
    for n in range(MOST_TRIES):
        assert NOT_FOUND in gives(town, f"Casa Inventada {'x' * n}q")
        assert len(rows(town, "name_try", "id")) == n + 1
    assert [code for _id, code in rows(town, "parked_case", "id", "code")] == ["name_guessing"]
    told = gives(town, "Refugio Trans Esperanza")
    assert "«persona»" in told
    assert gives(town, "Nadie de Aquí") == told
    assert "Casa Abierta" in gives(town, "abierta"), "partners are found all the while"
    assert len(rows(town, "name_try", "id")) == MOST_TRIES
    assert [code for _id, code in rows(town, "parked_case", "id", "code")] == ["name_guessing"]
    assert "¿Dar a" in gives(town, "Casa de Mujeres Ixchel", "there2"), "of each organisation its own"
    town.wait(DAY_MS + 1)
    assert "¿Dar a" in gives(town, "Refugio Trans Esperanza")


def test_safety_02_finding_03_the_question_stands_again_behind_a_name_that_means_nobody(town: Story) -> None:
    gives(town, "refugio")
    assert "¿Dar al fondo" in plain(town.say("luz", "fondo"), "luz")
    town.say("luz", "sí")
    adds_up(town)


def test_safety_02_finding_03_what_is_no_name_is_not_counted(town: Story) -> None:
    gives(town, "refugio")
    for words in ("sí", "7", "¿a quién puedo?"):
        town.say("luz", words)
    assert len(rows(town, "name_try", "id")) == 1


@pytest.mark.parametrize("guess", ["Refugio", "Refugio Trans Esperanza", "Refugio Trans Xolotl"])
def test_safety_02_finding_03_blocking_by_name_tells_nothing_of_who_is_there(town: Story, guess: str) -> None:
    told = plain(town.say("luz", f"bloquear a {guess}"), "luz")
    assert told == plain(town.say("luz", "bloquear a Nadie"), "luz")


def test_safety_02_finding_03_coordinators_find_all_of_their_network_and_of_no_other(town: Story) -> None:
    town.say("ana", town.code("coordinator", 1))
    assert "Casa Abierta" in plain(town.say("ana", "abierta"), "ana")
    other = town.hub("Red Sur", "HN")
    town.say("eva", town.code("coordinator", other))
    assert "Casa Abierta" not in plain(town.say("eva", "abierta"), "eva")


def test_safety_02_finding_03_companies_find_nobody_either(story: Story) -> None:
    agreed(story)
    joins(story, "firma", "Empresa Norte, Tela")
    with story.db.write() as tx:
        tx.raw("UPDATE organisation SET kind = 'company' WHERE id = 3")
    assert NOT_FOUND in gives(story, "casa", "firma")
    assert "Casa Mar" in gives(story, "mar")


def test_safety_02_finding_03_who_coordinates_elsewhere_is_a_member_here(story: Story) -> None:
    """Nobody lists the members of a network by sending on a request, but who coordinates that network."""
    suggested(story)
    joins(story, "sol", f"{SHELTERS[0]}, Tela")
    joins(story, "eva", "Casa Eva, Tela")
    story.say("eva", story.code("coordinator", story.hub("Red Sur", "HN")))
    assert SHELTERS[0] not in plain(tap(story, "eva", "l:2:forward"), "eva")
    story.say("eva", "menú")
    story.say("eva", story.code("coordinator", 1))
    assert SHELTERS[0] in plain(tap(story, "eva", "l:2:forward"), "eva")


def test_a_partner_is_found_by_most_of_the_name_among_other_words(town: Story) -> None:
    were_partners(town, 1, 2)
    told = gives(town, "los muchachos del Refugio Esperanza")
    assert "Refugio Trans Esperanza" in told
    assert NOT_FOUND in gives(town, "los muchachos del taller")
