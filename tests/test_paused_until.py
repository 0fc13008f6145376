"""One listing rests until a day: then it is shown again by itself, and its owner is told."""

from __future__ import annotations

from tests.faults import neighbours, rows, tap, to
from tests.story import DAY, Story, answer


def published(story: Story) -> None:
    neighbours(story)
    answer(story, "ofrecemos clases de costura")
    answer(story, "sí")
    assert rows(story, "listing", "id", "state") == [(1, "open")]


def test_the_button_asks_until_when(story: Story) -> None:
    published(story)
    tap(story, "luz", "l:1:rest")
    assert rows(story, "listing", "id", "state") == [(1, "open")]
    card = answer(story, "el lunes 30")
    assert "clases de costura" in card
    assert "lunes 30" in card
    assert rows(story, "listing", "id", "state") == [(1, "open")]
    answer(story, "sí")
    assert rows(story, "listing", "id", "state") == [(1, "paused")]
    assert "En pausa hasta el lunes 30" in answer(story, "nuestras publicaciones")
    assert "hasta el lunes 30" in answer(story, "1")


def test_until_they_say_so(story: Story) -> None:
    published(story)
    tap(story, "luz", "l:1:rest")
    assert "hasta que" in answer(story, "hasta que yo diga")
    answer(story, "sí")
    assert "En pausa." in answer(story, "nuestras publicaciones")
    story.wait(40 * DAY)
    assert rows(story, "listing", "id", "state") == [(1, "paused")]


def test_on_its_day_it_is_shown_again_and_they_are_told(story: Story) -> None:
    published(story)
    tap(story, "luz", "l:1:rest")
    answer(story, "el lunes 30")
    answer(story, "sí")
    story.wait(3 * DAY)
    assert rows(story, "listing", "id", "state") == [(1, "paused")]
    new = story.wait(4 * DAY)
    assert rows(story, "listing", "id", "state") == [(1, "open")]
    assert any("se vuelve a mostrar" in text or "costura" in text for text in to(new, "luz"))


def test_shown_by_hand_its_day_brings_nothing(story: Story) -> None:
    published(story)
    tap(story, "luz", "l:1:rest")
    answer(story, "el lunes 30")
    answer(story, "sí")
    tap(story, "luz", "l:1:open")
    tap(story, "luz", "l:1:rest")
    answer(story, "hasta que yo diga")
    answer(story, "sí")
    story.wait(10 * DAY)
    assert rows(story, "listing", "id", "state") == [(1, "paused")]


def test_in_words_it_is_the_listing_and_not_all_alerts(story: Story) -> None:
    published(story)
    answer(story, "menú")
    read = answer(story, "pon en pausa la oferta de costura hasta el lunes 30")
    assert "costura" in read
    assert "lunes 30" in read
    assert rows(story, "listing", "state") == [("open",)]
    answer(story, "1")
    assert rows(story, "listing", "state") == [("paused",)]
    assert "jueves 3" in answer(story, "mejor pausa la de costura hasta el jueves 3 de diciembre")


def test_a_day_without_work_is_kept_as_told(story: Story) -> None:
    published(story)
    tap(story, "luz", "l:1:rest")
    answer(story, "hasta el domingo 29")
    answer(story, "sí")
    assert "En pausa hasta el domingo 29" in answer(story, "nuestras publicaciones")
    story.wait(4 * DAY)
    assert rows(story, "listing", "id", "state") == [(1, "paused")]
    story.wait(DAY)
    assert rows(story, "listing", "id", "state") == [(1, "open")]
