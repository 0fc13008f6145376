"""An organisation is registered in one script and named in another: it is found and asked about, never acted on."""

from __future__ import annotations

import pytest

from core.policy import TAKE_BACK_MS
from core.text.across import sounding
from core.text.normal import skeleton
from tests.faults import adds_up, joins, rows, to, were_partners
from tests.lived import lived_once
from tests.story import Story

MINUTE = 60_000

pytestmark = pytest.mark.words

ALIKE = [
    ("جمعية الامل", "Asociación Al Amal"),
    ("Casa Luz", "كاسا لوث"),
    ("casa luz", "كاسا لوز"),
    ("النور", "Fundación An Nour"),
    ("Alamal", "جمعية الأمل"),
    ("Al-Rahma", "مؤسسة الرحمة"),
    ("manos unidas", "مانوس أونيداس"),
    ("Jorge", "خورخي"),
    ("Jamal", "جمال"),
    ("Semillas", "سيمياس"),
    ("بيت الحكمة", "Beit El Hikma"),
    ("Shabab", "شباب الخير"),
    ("Esperanza", "إسبرانسا"),
]
OTHERS = [
    ("Casa Luz", "كاسا مار"),
    ("Casa Luz", "بيت النور"),
    ("جمعية الأمل", "Asociación Al Ahli"),
    ("Luz", "لا"),
    ("Casa Luz", "Casa Luz"),  # the same script is for other rules
    ("الأمل", "El Molino"),
    ("asociación", "جمعية"),
    ("", "كاسا لوث"),
]


_BONES = skeleton("Taller Sol")


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert sounding(one, [other]) == [0]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_that_do_not(one: str, other: str) -> None:
    assert sounding(one, [other]) == []


@lived_once
def begun(story: Story) -> None:
    """Luz writes Spanish; one organisation is registered in Arabic letters, one in Latin ones."""
    hub_id = story.hub()
    joins(story, "luz")
    joins(story, "nur", "كاسا مار، تيغوسيغالبا", "ar")
    joins(story, "amal", "Asociación Al Amal, Tela")
    story.langs["coco"] = "es"
    story.say("coco", story.code("coordinator", hub_id))
    story.say("coco", "hola")
    were_partners(story, 1, 2)  # of others nobody is found by how they sound (tests/test_safety_guessing.py)


@pytest.fixture
def story(story: Story) -> Story:
    begun(story)
    return story


def kinds(story: Story) -> set[str]:
    return {kind for _id, kind in rows(story, "entry", "id", "kind")}


def test_hours_are_given_to_nobody_whose_name_only_sounds_so_before_it_was_chosen(story: Story) -> None:
    (asked,) = to(story.say("luz", "donar 1 hora a casa mar"), "luz")
    assert asked.startswith("¿Cuál de ellas?\n\n1. \u2068كاسا مار")
    (card,) = to(story.say("luz", "1"), "luz")
    assert card.startswith("¿Dar a \u2068كاسا مار\u2069: 1 hora?")
    assert "donation" not in kinds(story)
    story.say("luz", "sí")
    assert "donation" not in kinds(story)  # it may be taken back
    story.wait(TAKE_BACK_MS)
    assert "donation" in kinds(story)
    adds_up(story)


def test_who_means_none_of_them_gives_nothing(story: Story) -> None:
    story.say("luz", "donar 1 hora a casa mar")
    (said,) = to(story.say("luz", "2"), "luz")
    assert said.startswith("De acuerdo, ahora no se dio ninguna hora.")


def test_a_coordinator_opens_an_organisation_by_its_name(story: Story) -> None:
    assert to(story.say("coco", "al amal"), "coco")[0].startswith("\u2068Asociación Al Amal\u2069, ")


@pytest.mark.parametrize(("typed", "name"), [("casa mar", "كاسا مار")])
def test_in_the_other_script_a_coordinator_reads_its_card(story: Story, typed: str, name: str) -> None:
    assert to(story.say("coco", typed), "coco")[0].startswith(f"\u2068{name}\u2069, ")


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [
        ("es", "quién espera", "nada pendiente"),
        ("ar", "مين مستني؟", "لا شيء"),
        ("en", "who is waiting?", "Nothing is waiting"),
        ("es", "pedidos que nadie atiende", "Ahora no hay pedidos"),
        ("ar", "طلبات ما حدش رد عليها", "لا توجد طلبات"),
    ],
)
def test_what_coordinators_ask_to_see_in_their_own_words(story: Story, lang: str, words: str, said: str) -> None:
    story.langs["ana"] = lang
    story.say("ana", story.code("coordinator", 1))
    assert said in to(story.say("ana", words), "ana")[0]


def test_a_member_learns_nothing_by_typing_a_name(story: Story) -> None:
    assert to(story.say("luz", "al amal"), "luz")[0].startswith("No entendí.")


def test_a_request_is_sent_on_by_a_name_in_the_other_script(story: Story) -> None:
    story.say("luz", "necesitamos un soldador, 2 horas")
    story.say("luz", "sí")
    story.say("coco", "pedidos abiertos")
    story.say("coco", "1")
    story.say("coco", "enviar a otra")
    (asked,) = to(story.say("coco", "casa mar"), "coco")
    assert "كاسا مار" in asked
