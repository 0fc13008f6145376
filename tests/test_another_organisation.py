"""A member wants to bring in, or act for, another organisation: how that goes is said, and the way leads there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import joins, tap, to
from tests.story import Story, telling

SAID = {
    "es": ("quiero registrar otra organización", "¿cómo inscribo una segunda organización?", "tengo otra organización"),
    "ar": ("أريد تسجيل منظمة أخرى", "عايز اسجل جمعية تانية", "كيف أضيف منظمة ثانية؟", "بغيت نسجل جمعية خرى"),
    "en": ("I want to register another organisation", "how do I add a second NGO?", "I also work for another group"),
    "fr": ("je veux inscrire une autre association", "je fais aussi partie d'une autre association"),
    "pt": ("quero cadastrar outra organização", "como cadastro mais uma associação?"),
}
PERSON = {"es": "«persona»", "ar": "«موظف»", "en": "“person”", "fr": "«\u202fhumain\u202f»", "pt": "“pessoa”"}


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(sqlite_db, vault, now) as story:
        story.hub(langs=tuple(SAID))
        yield story


@pytest.mark.parametrize(("lang", "words"), [(lang, words) for lang, said in SAID.items() for words in said])
def test_a_member_reads_whom_to_ask_for_a_code(story: Story, lang: str, words: str) -> None:
    joins(story, "luz", lang=lang)
    (said,) = to(story.say("luz", words), "luz")
    assert PERSON[lang] in said
    assert "Casa Luz" in said


def test_the_code_of_its_people_is_all_it_takes(story: Story) -> None:
    joins(story, "luz")
    joins(story, "mar")
    made = "\n".join(to(tap(story, "mar", "m:colleague"), "mar"))
    code = next(word for word in made.replace("\u2066", " ").replace("\u2069", " ").split() if word.isdigit())
    story.say("luz", code)
    story.say("luz", "sí")
    (said,) = to(story.say("luz", "quiero registrar otra organización"), "luz")
    assert "Otra organización" in said


def test_who_seeks_a_lawyer_for_a_new_one_asks_for_help(story: Story) -> None:
    joins(story, "luz")
    said = "\n".join(to(story.say("luz", "necesitamos un abogado para crear una nueva asociación"), "luz"))
    assert "código" not in said
