"""An owner lets a listing of theirs rest, and shows it again; the list of who fits says how each kept its word."""

from __future__ import annotations

from bot.cards.listing import relied_short
from bot.wording import Reader, Wording
from core.relied import Relied
from tests.faults import neighbours, rows, suggested, tap, to
from tests.story import Story


def test_a_listing_rests_as_its_owner_wishes_and_is_shown_again(story: Story) -> None:
    neighbours(story)
    story.say("luz", "ofrecemos contabilidad")
    story.say("luz", "sí")
    (card,) = to(tap(story, "luz", "l:1:see"), "luz")
    assert "Ponerlo en pausa" in card
    tap(story, "luz", "l:1:rest")
    story.say("luz", "hasta que yo diga")
    (told,) = to(story.say("luz", "sí"), "luz")
    assert "contabilidad" in told
    assert rows(story, "listing", "state") == [("paused",)]
    story.say("mar", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("mar", "sí")
    assert rows(story, "exchange", "id") == []
    tap(story, "luz", "l:1:rest")
    story.say("luz", "hasta que yo diga")
    (again,) = to(story.say("luz", "sí"), "luz")
    assert "En pausa" not in again
    tap(story, "luz", "l:1:open")
    assert ("open",) in rows(story, "listing", "state")
    assert len(rows(story, "exchange", "id")) == 1


def test_another_organisations_listing_is_not_theirs_to_rest(story: Story) -> None:
    neighbours(story)
    story.say("luz", "ofrecemos contabilidad")
    story.say("luz", "sí")
    tap(story, "mar", "l:1:rest")
    assert rows(story, "listing", "state") == [("open",)]


def test_what_is_under_way_about_it_goes_on(story: Story) -> None:
    suggested(story)
    tap(story, "mar", "l:1:rest")
    tap(story, "mar", "x:1:1:prop")
    assert rows(story, "exchange", "state") == [("proposed",)]


def test_the_short_line_says_as_much_as_the_card_and_nothing_of_newcomers() -> None:
    said = [Wording().say(line, Reader("en")) for line in relied_short(Relied(9, 8, 10, 7, 8, 4))]
    assert said == ["Kept 9 of 10, in time 8."]
    assert relied_short(Relied()) == relied_short(None) == ()
