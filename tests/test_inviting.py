"""A coordinator invites from the chat: organisations, by a code that can be sent on; bare words are asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from core.commands.shift import InviteIn
from core.db import Database, Q
from core.errors import NotYours
from core.events.hub import InvitedIn
from core.hubs import add_hub
from core.tables import hub as hubs
from core.vault import Vault
from tests.members import Town
from tests.story import Story, answer, telling

WORDS = {
    "ar": ("دعوة", "رمز دعوة", "عايزة ادعي جمعية جديدة", "ابعتيلي كود دعوة"),
    "es": ("Invitar", "quiero invitar a una organización", "¿cómo invito a otra organización?"),
    "en": ("invite", "invitation code"),
    "fr": ("inviter une association",),
    "pt": ("convidar", "convite"),
}


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(sqlite_db, vault, now) as told:
        yield told


@pytest.mark.parametrize(("lang", "words"), [(lang, words) for lang, said in WORDS.items() for words in said])
def test_a_coordinator_who_wants_to_invite_is_asked_whom(lang: str, words: str, story: Story) -> None:
    story.langs["huda"] = lang
    answer(story, story.code("coordinator", story.hub(langs=(lang,))), "huda")
    asked = answer(story, words, "huda")
    assert {"ar": "من تريدون أن تدعوا؟", "es": "¿A quién quieres invitar?"}.get(lang, "1. ") in asked
    assert re.search(r"\d{8}", answer(story, "1", "huda"))


def test_the_code_of_a_coordinator_brings_organisations_in_which_wait_to_be_let_in(
    db: Database, vault: Vault, now: int
) -> None:
    with telling(db, vault, now) as story:
        hub = story.hub("شبكة القاهرة", "EG", "Africa/Cairo", ("ar", "en"), approval=True)
        answer(story, story.code("coordinator", hub), "huda")
        answer(story, "دعوة منظمة", "huda")
        code = re.search(r"\d{8}", answer(story, "1", "huda"))
        assert code
        for who, name in (("nour", "بيت النور، القاهرة"), ("samir", "مكتب الشمال، الإسكندرية")):
            assert "أهلاً بكم في كوموني داس" in answer(story, code.group(), who)
            arrived = dict(story.say(who, name))
            assert "يراجع فريق التنسيق" in arrived[who]
            assert "طلب انضمام" in arrived["huda"]


def test_only_who_coordinates_that_network_invites_into_it(town: Town) -> None:
    boss = town.coordinator("boss")
    (made,) = town.do(boss, InviteIn(town.hub_id))
    assert isinstance(made, InvitedIn)
    assert made.hub_id == town.hub_id
    with pytest.raises(NotYours):
        town.do(town.person("nadie"), InviteIn(town.hub_id))


def test_a_member_invites_a_colleague(story: Story) -> None:
    story.hub()
    story.langs["luz"] = "es"
    story.say("luz", "hola")
    story.say("luz", "Casa Luz, Tela")
    assert "código" in answer(story, "invitar a un compañero")


@pytest.mark.parametrize(("is_open", "said"), [(True, "R1"), (False, "«persona»")])
def test_a_member_brings_others_into_an_open_network_and_asks_for_a_code_of_a_closed_one(
    is_open: bool, said: str, story: Story
) -> None:
    with story.db.write() as tx:
        hub = add_hub(tx, "Red Demo", "HN", "America/Tegucigalpa", ("es",), {"approval": False}, story.now)
    story.langs["luz"] = "es"
    for words in (story.code("hub", hub), "Casa Luz, Tela"):
        story.say("luz", words)
    with story.db.write() as tx:
        tx.run(Q(update(hubs).values(open=int(is_open))))
    assert said in answer(story, "invitar a una organización")
    assert "Red Demo" in answer(story, "Invitar")


def test_a_coordinators_code_ends_the_question_who_they_are(story: Story) -> None:
    story.langs["omar"] = "ar"
    hub = story.hub(langs=("ar", "es"))
    assert "اسم منظمتكم" in answer(story, "السلام عليكم", "omar")
    became = answer(story, story.code("coordinator", hub), "omar")
    assert "أنتم الآن في فريق التنسيق" in became
    assert "اسم منظمتكم" not in became


def test_a_colleagues_code_ends_the_question_who_they_are(story: Story) -> None:
    story.hub()
    story.langs["luz"] = story.langs["leo"] = "es"
    story.say("luz", "hola")
    story.say("luz", "Casa Luz, Tela")
    code = re.search(r"\d{8}", answer(story, "invitar a un compañero"))
    assert code
    assert "escribe tu organización" in answer(story, "hola", "leo")
    came = answer(story, code.group(), "leo")
    assert "Casa Luz" in came
    assert "escribe tu organización" not in came
    assert "Pedir ayuda" in came


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [
        ("ar", "نائب", "من تريدون أن تدعوا؟"),
        ("es", "suplente", "¿A quién quieres invitar?"),
        ("ar", "أنا مسافرة", "في أي يوم تعودون؟"),
        ("es", "estoy de vacaciones", "¿Qué día vuelves?"),
        ("fr", "je suis de retour", "Vous revoilà"),
        ("ar", "كام جمعية معانا؟", "لا توجد منظمات بعد"),
        ("ar", "ايه القواعد", "لوحة المتابعة"),
    ],
)
def test_what_else_coordinators_say_leads_where_it_is_done(lang: str, words: str, said: str, story: Story) -> None:
    story.langs["huda"] = lang
    answer(story, story.code("coordinator", story.hub(langs=(lang,))), "huda")
    assert said in answer(story, words, "huda")


def test_a_coordinator_who_is_asked_to_join_goes_on_with_what_waits(story: Story) -> None:
    story.langs["huda"] = "ar"
    answer(story, story.code("coordinator", story.hub(langs=("ar",))), "huda")
    answer(story, "نحتاج محاسب", "huda")
    assert "اسم منظمتكم" in answer(story, "1", "huda")
    assert "من تريدون أن تدعوا؟" in answer(story, "دعوة", "huda")
    assert "لا شيء ينتظر" in answer(story, "شكون يستنى", "huda")
