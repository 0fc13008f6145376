"""What a newcomer first wrote is kept where it can go on after joining, and whatever is refused breaks nothing."""

from __future__ import annotations

import pytest

from core.policy import TAKE_BACK_MS
from tests.faults import neighbours, rows
from tests.story import Story, answer
from tests.test_people import joined_by_code

PURPOSE = {
    "es": "hola, es para lo de cambiar horas con otras organizaciones",
    "en": "hello, it is about exchanging hours with other organisations",
    "fr": "bonjour, c'est pour échanger des heures avec d'autres associations",
    "pt": "olá, é sobre a troca de horas com outras organizações",
    "ar": "مرحبا، بخصوص تبادل الساعات مع جمعيات أخرى",
}


@pytest.mark.parametrize("lang", PURPOSE)
@pytest.mark.parametrize("approval", [True, False])
def test_safety_03_what_the_network_is_for_is_no_donation(story: Story, lang: str, approval: bool) -> None:
    story.hub(approval=approval, langs=("es", "ar", "en", "fr", "pt"))
    story.langs["luz"] = lang
    answer(story, PURPOSE[lang])
    answer(story, "Casa Luz, Tegucigalpa")
    assert [name for _id, name in rows(story, "organisation", "id", "name")] == ["Casa Luz"]
    assert rows(story, "parked_case", "id") == []
    said = answer(story, "menu" if lang != "ar" else "القائمة")
    assert "1. " in said
    (state,) = [state for _id, state in rows(story, "conversation", "address_id", "state")]
    assert "donate" not in state
    assert "either" not in state


@pytest.mark.parametrize("first", ["quiero regalar 2 horas al fondo", "queremos pedir horas al fondo solidario"])
def test_safety_03_nor_is_anything_kept_that_only_a_member_can_do(story: Story, first: str) -> None:
    story.hub(approval=True)
    answer(story, first)
    said = answer(story, "Casa Luz, Tegucigalpa")
    assert "Casa Luz" in said
    assert rows(story, "parked_case", "id") == []
    assert "1. " in answer(story, "menú")


def test_safety_03_a_request_beside_it_is_kept(story: Story) -> None:
    story.hub()
    answer(story, "hola, es para lo de cambiar horas, necesitamos un contador el viernes, 2 horas")
    assert "contador" in answer(story, "Casa Luz, Tegucigalpa")


def test_safety_03_who_is_in_reads_how_it_works_when_they_write_so(story: Story) -> None:
    story.hub()
    answer(story, "hola")
    answer(story, "Casa Luz, Tegucigalpa")
    assert "¿Cuántas horas quieren dar?" not in answer(story, PURPOSE["es"])
    assert "¿Cuántas horas quieren dar?" not in answer(story, "es para lo de cambiar horas con otras organizaciones")


def test_safety_02_finding_18_hours_that_a_colleague_gave_meanwhile_are_refused_at_once(story: Story) -> None:
    """The draft that is refused is begun again, which is refused as well: both are said, at the first try."""
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    answer(story, "quiero dar 2 horas a Casa Mar")
    assert "Gracias" in answer(story, "dar 6 horas al fondo", "leo") + answer(story, "sí", "leo")
    said = answer(story, "sí")
    assert "No tienen horas para dar" in said or "no tienen horas" in said.lower()
    assert "algo falló" not in said
    assert rows(story, "parked_case", "id") == []
    story.wait(TAKE_BACK_MS)  # until then they can be taken back
    assert len([kind for _id, kind in rows(story, "entry", "id", "kind") if kind == "donation"]) == 1
    assert "1. " in answer(story, "menú")
