"""What somebody has begun to write keeps no phone number and no address: not the draft, not the card that shows it."""

from __future__ import annotations

import pytest

from tests.faults import neighbours, rows, tap
from tests.story import Story, answer

PLANTED = ("5550123456", "planted@example", "9876-5432")
REACH = "llamar al 5550123456 o planted@example.org"


def in_clear(story: Story) -> list[str]:
    """Which of them stand in a conversation, a message or a listing; a stand-in of theirs is shown nowhere, either."""
    shown = [text for table, column in (("outbound", "screen"), ("listing", "what"))
             for (text,) in rows(story, table, column)]  # fmt: skip
    kept = [text for (text,) in rows(story, "conversation", "state")]
    found = [one for one in PLANTED if any(one in text for text in (*kept, *shown))]
    return [*found, *(text for text in shown if "0000000" in text)]


@pytest.mark.parametrize(
    "lines",
    [
        (f"necesitamos un contador, {REACH}", "2 horas", "el viernes", "sí"),
        (f"ofrecemos clases de inglés, {REACH}", "sí"),
        (f"contabilidad {REACH}", "1"),
        (f"ya no enfría la refri y se nos echa a perder la leche, {REACH}",),
        ("¿quién sabe coser? +504 9876-5432", "1"),
        ("necesitamos un contador y un plomero 5550123456, y ofrecemos clases planted@example.org", "sí"),
        ("Necesitamos un pintor. También un chofer 5550123456.", "2"),
    ],
)
def test_a_draft_in_a_sentence_keeps_no_contact(story: Story, lines: tuple[str, ...]) -> None:
    neighbours(story)
    for words in lines:
        story.say("luz", words)
        assert in_clear(story) == []


@pytest.mark.parametrize("asked", ["m:need", "m:offer"])
@pytest.mark.parametrize("words", [f"un contador, {REACH}", "clases de baile 5550123456, pintura planted@example.org"])
def test_an_answer_keeps_no_contact_and_who_wrote_it_reads_what_others_will(
    story: Story, asked: str, words: str
) -> None:
    neighbours(story)
    tap(story, "luz", asked)
    story.say("luz", words)
    assert in_clear(story) == []


def test_who_writes_a_number_sees_on_the_card_that_others_will_not_read_it(story: Story) -> None:
    neighbours(story)
    for words in ("necesitamos un contador, 5550123456, para nuestro balance", "2 horas"):
        answer(story, words)
    card = answer(story, "el viernes")
    assert "contador" in card
    assert "5550123456" not in card


def test_the_first_words_of_a_newcomer_wait_without_their_number(story: Story) -> None:
    story.hub()
    for words in (f"necesitamos un contador, {REACH}", "Casa Nueva", "Tegucigalpa", "2", "el viernes", "sí"):
        story.say("new", words)
        assert in_clear(story) == []
    assert [what for (what,) in rows(story, "listing", "what")] == ["contador"]


def test_an_organisation_whose_name_is_a_contact_is_asked_for_its_name_at_once(story: Story) -> None:
    story.hub()
    story.say("new", "hola")
    assert "sin teléfonos ni enlaces" in answer(story, "Casa 5550123456, Tegucigalpa", "new")
    assert in_clear(story) == []


def test_a_contact_beside_the_name_is_no_part_of_it(story: Story) -> None:
    story.hub()
    story.say("new", "hola")
    assert "Organización: ⁨Casa⁩" in answer(story, "Casa planted@example.org", "new")
    assert in_clear(story) == []
