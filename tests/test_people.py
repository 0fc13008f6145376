"""People of an organisation: who is in it, what each may do, that all hear what one did, and acting for several."""

from __future__ import annotations

import pytest

from core.commands.team import Leave, NameMe, RemovePerson, SetRole, SwitchTo
from core.errors import Faster, NotYours, Refusal
from core.events import PersonLeft, RoleChanged
from core.policy import TAKE_BACK_MS
from tests.faults import agreed, joins, neighbours, rows, states, stored, tap, to, version
from tests.members import Town
from tests.people import colleague, joined_by_code
from tests.story import DAY, Story
from tests.together import together

HOUR = 3_600_000


# ---- roles ------------------------------------------------------------------------------------------------------


def test_only_an_owner_decides_about_people(town: Town) -> None:
    luz = town.member("Casa Luz")
    leo, ana = (colleague(town, luz.person_id, name) for name in ("leo", "ana"))
    for command in (RemovePerson(ana), SetRole(ana, "owner"), SetRole(luz.person_id, "member")):
        with pytest.raises(Refusal, match="responsible"):
            town.do(leo, command)
    assert town.do(luz.person_id, SetRole(leo, "owner")) == [
        RoleChanged(luz.organisation_id, leo, "owner", luz.person_id)
    ]
    (left,) = town.do(leo, RemovePerson(ana))
    assert left == PersonLeft(luz.organisation_id, ana, leo, "")
    assert town.rows("person", "acting_for", id=ana) == [(None,)]


def test_there_is_always_somebody_responsible(town: Town) -> None:
    luz = town.member("Casa Luz")
    leo, ana = (colleague(town, luz.person_id, name) for name in ("leo", "ana"))
    with pytest.raises(Refusal, match="One person at least"):
        town.do(luz.person_id, SetRole(luz.person_id, "member"))
    events = town.do(luz.person_id, Leave())
    assert events[1:] == [RoleChanged(luz.organisation_id, leo, "owner", None)]  # who has been there longest
    town.do(leo, Leave())
    assert [role for _id, role in town.rows("membership", "person_id", "role")] == ["owner"]
    with pytest.raises(Refusal, match="last person"):
        town.do(ana, Leave())


def test_two_owners_who_take_each_other_out_do_so_one_after_the_other(town: Town) -> None:
    luz = town.member("Casa Luz")
    leo = colleague(town, luz.person_id, "leo")
    town.do(luz.person_id, SetRole(leo, "owner"))
    pairs = ((luz.person_id, leo), (leo, luz.person_id))

    def take_out(turn: int) -> bool:
        by, whom = pairs[turn]
        try:
            town.do(by, RemovePerson(whom))
        except Refusal:
            return False
        return True

    assert sorted(together(2, take_out)) == [False, True]
    assert [role for _id, role in town.rows("membership", "person_id", "role")] == ["owner"]


def test_f54_people_of_other_organisations_are_not_there(town: Town) -> None:
    luz, mar = town.member("Casa Luz"), town.member("Casa Mar")
    for command in (RemovePerson(mar.person_id), SetRole(mar.person_id, "member"), SwitchTo(mar.organisation_id)):
        with pytest.raises(NotYours):
            town.do(luz.person_id, command)
    with pytest.raises(Faster):
        town.do(luz.person_id, SetRole(luz.person_id, "owner"))


@pytest.mark.parametrize("name", ["", "  ", "7731", "x" * 41, "+504 9999 0000 Ana", "Ana https://a.example"])
def test_a_name_is_a_short_name_and_nothing_else(town: Town, name: str) -> None:
    luz = town.member("Casa Luz")
    with pytest.raises(Refusal):
        town.do(luz.person_id, NameMe(town.vault.seal(name).decode()))


def test_a_name_is_sealed_and_goes_with_the_membership(town: Town) -> None:
    luz = town.member("Casa Luz")
    leo = colleague(town, luz.person_id, "leo")
    town.do(leo, NameMe(town.vault.seal("Leónidas \u202eX").decode()))
    ((_id, sealed),) = [row for row in town.rows("membership", "person_id", "sealed") if row[0] == leo]
    assert "Leónidas".encode() not in bytes(sealed)
    assert town.vault.open(bytes(sealed)) == "Leónidas X"
    town.do(leo, Leave())
    assert [row for row in town.rows("membership", "person_id", "sealed") if row[0] == leo] == []


def test_deleting_ones_data_hands_the_organisation_on(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    joined_by_code(story, "luz", "leo")
    story.say("luz", "borrar mis datos")
    story.say("luz", "sí")
    assert rows(story, "membership", "person_id", "role") == [(2, "owner")]


# ---- what one did, all hear -------------------------------------------------------------------------------------


def test_what_one_did_the_others_hear_in_their_own_language_once_a_day(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo", "nur")
    story.langs["nur"] = "ar"
    story.say("nur", "العربية")
    new = story.say("luz", "necesitamos un fotógrafo, 2 horas, antes del viernes") + story.say("luz", "sí")
    assert to(new, "leo") == []
    assert to(new, "nur") == []
    assert to(new, "mar") == []
    morning = story.wait(DAY)
    (spanish,), (arabic,) = to(morning, "leo"), to(morning, "nur")
    assert "fotógrafo" in spanish
    assert "fotógrafo" in arabic
    assert "نشر" in arabic
    assert to(morning, "mar") == []


def test_who_wants_no_suggestions_gets_no_digest_but_hears_of_hours(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    tap(story, "leo", "m:pause")
    story.say("leo", "2")
    story.say("luz", "necesitamos un fotógrafo, 2 horas, antes del viernes")
    story.say("luz", "sí")
    assert to(story.wait(DAY), "leo") == []
    story.say("luz", "donar 1 hora al fondo")
    assert any("fondo" in text for text in to(story.say("luz", "sí"), "leo"))


def test_hours_that_move_are_told_at_once_but_not_by_night(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    story.wait(11 * HOUR)  # 23:00
    story.say("luz", "donar 1 hora al fondo")
    assert to(story.say("luz", "sí"), "leo") == []
    assert any("fondo" in text for text in to(story.wait(9 * HOUR), "leo"))


def test_both_sides_colleagues_follow_an_exchange(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    joined_by_code(story, "mar", "mia")
    for who, words in (
        ("mar", "ofrecemos contabilidad"),
        ("mar", "sí"),
        ("luz", "necesitamos contabilidad, 2 horas, antes del viernes"),
        ("luz", "sí"),
    ):
        story.say(who, words)
    tap(story, "mar", f"x:1:{version(story)}:prop")
    new = tap(story, "luz", f"x:1:{version(story)}:acc")
    (leo,) = to(new, "leo")
    assert "aceptó" in leo
    assert "1001" in leo
    assert to(new, "mia") == to(new, "mar")  # the other side's own card, as before
    morning = "\n".join(to(story.wait(DAY), "mia"))
    assert "publicó" in morning
    assert "envió una propuesta" not in morning  # she knows what became of it
    new = tap(story, "leo", f"x:1:{version(story)}:ok")
    assert states(story) == ["settled"]
    assert any("confirmó" in text for text in to(new, "luz"))


# ---- one person, several organisations ---------------------------------------------------------------------------


def two_hats(story: Story) -> None:
    """Leo acts for Casa Luz and, since they came last, now for Casa Mar."""
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    joined_by_code(story, "mar", "leo")


def test_every_message_says_for_whom(story: Story) -> None:
    two_hats(story)
    for words in ("saldo", "menú", "movimientos", "¿qué ofrecen?", "xyzzy", "hola"):
        (said,) = to(story.say("leo", words), "leo")
        assert "En nombre de: \u2068Casa Mar\u2069" in said, words
    assert "En nombre de" not in to(story.say("luz", "saldo"), "luz")[0]


def test_a_word_or_a_name_switches_and_every_command_acts_for_the_chosen_one(story: Story) -> None:
    two_hats(story)
    for words in ("Casa Luz", "como casa mar", "en nombre de Casa Luz"):
        story.say("leo", words)
    story.say("leo", "donar 1 hora al fondo")
    story.say("leo", "sí")
    story.wait(TAKE_BACK_MS)
    assert [(owner, posted) for owner, posted in rows(story, "account", "organisation_id", "posted") if owner] == [
        (1, 300),
        (2, 360),
    ]


def test_nothing_that_was_begun_for_one_is_finished_for_another(story: Story) -> None:
    two_hats(story)
    story.say("leo", "necesitamos un fotógrafo secreto, 2 horas, antes del viernes")
    assert "secreto" in stored(story, "leo")
    (said,) = to(tap(story, "leo", "w:1:"), "leo")
    assert "secreto" not in said
    story.say("leo", "sí")
    assert rows(story, "listing", "id") == []


def test_a_card_of_the_other_organisation_asks_to_switch_first(story: Story) -> None:
    two_hats(story)
    joins(story, "sol", "Estudio Sol, Tegucigalpa")
    for who, words in (("sol", "ofrecemos contabilidad"), ("sol", "sí")):
        story.say(who, words)
    story.say("luz", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("luz", "sí")
    new = tap(story, "sol", f"x:1:{version(story)}:prop")
    (alert,) = to(new, "leo")
    assert "En nombre de: \u2068Casa Luz\u2069" in alert
    assert "Cambiar y abrir" in alert
    (asked,) = to(tap(story, "leo", f"x:1:{version(story)}:acc"), "leo")
    assert "Casa Luz" in asked
    assert states(story) == ["proposed"]  # nothing happened for the wrong one
    story.say("leo", "1")
    tap(story, "leo", f"x:1:{version(story)}:acc")
    assert states(story) == ["agreed"]


def test_f49_one_person_in_two_organisations_acts_on_one_side_only(story: Story) -> None:
    two_hats(story)
    for who, words in (
        ("mar", "ofrecemos contabilidad"),
        ("mar", "sí"),
        ("luz", "necesitamos contabilidad, 2 horas, antes del viernes"),
        ("luz", "sí"),
    ):
        story.say(who, words)
    tap(story, "leo", f"x:1:{version(story)}:prop")
    assert states(story) == ["proposed"]
    story.say("leo", "Casa Luz")
    (refused,) = to(tap(story, "leo", f"x:1:{version(story)}:acc"), "leo")
    assert states(story) == ["proposed"], refused
    tap(story, "luz", f"x:1:{version(story)}:acc")
    assert states(story) == ["agreed"]


def test_who_is_taken_out_finds_nothing_of_it_in_their_chat(story: Story) -> None:
    two_hats(story)
    story.say("leo", "como Casa Luz")
    story.say("leo", "necesitamos un fotógrafo secreto, 2 horas, antes del viernes")
    story.say("luz", "nuestra organización")
    tap(story, "luz", "p:3:out")
    new = story.say("luz", "sí")
    assert any("Ya no actúas" in text for text in to(new, "leo"))
    assert "secreto" not in stored(story, "leo")
    (said,) = to(story.say("leo", "saldo"), "leo")
    assert "En nombre de" not in said  # only one is left
    assert rows(story, "person", "id", "acting_for")[2] == (3, 2)
    (wrong,) = to(tap(story, "leo", "w:1:"), "leo")
    assert "No lo encuentro" in wrong


def test_who_is_not_told_by_a_colleague_that_it_is_called_off_would_wait_in_vain(story: Story) -> None:
    agreed(story)
    joined_by_code(story, "luz", "leo")
    tap(story, "leo", f"x:1:{version(story)}:cancel")
    for words in ("sí", "saltar"):
        new = story.say("leo", words)
    assert states(story) == ["cancelled"]
    assert "canceló el intercambio" in to(new, "luz")[0]


def test_nobody_sets_out_for_what_a_colleague_has_put_off(story: Story) -> None:
    agreed(story)
    joined_by_code(story, "luz", "leo")
    tap(story, "mar", f"x:1:{version(story)}:day")
    story.say("mar", "lunes 30 de noviembre")
    story.say("mar", "sí")
    new = to(tap(story, "leo", f"x:1:{version(story)}:dayok"), "luz")
    assert "aceptó otro día, intercambio" in new[0]
    assert "lunes 30 de noviembre" in new[0]


@pytest.mark.parametrize("words", ["quiero salir de la organización", "مغادرة المنظمة", "leave the organisation"])
def test_who_says_that_they_leave_is_asked_about_that_and_not_about_messages(story: Story, words: str) -> None:
    agreed(story)
    joined_by_code(story, "luz", "leo")
    story.say("leo", {"م": "العربية", "l": "English"}.get(words[0], "Español"))
    assert "Casa Luz" in to(story.say("leo", words), "leo")[0]
    new = story.say("leo", "1")
    assert [lane for (lane,) in rows(story, "membership", "person_id")] == [1, 2], to(new, "leo")
