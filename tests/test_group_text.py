"""A request as a text for a community's own group: no names, one link, and it opens only for whom it is."""

from __future__ import annotations

import pytest

from bot.cards.group import listing_meant
from bot.channels.channel import Incoming
from tests.faults import joins, tap, to
from tests.story import Story


@pytest.fixture
def story(story: Story) -> Story:
    story.wording.doors.telegram, story.wording.doors.whatsapp = "comunidas_bot", "whatsapp:+14155238886"
    story.hub()
    joins(story, "luz", "Casa Luz, Tegucigalpa")
    return story


def need(story: Story, words: str = "necesitamos contabilidad para Casa Luz, 2 horas, antes del viernes") -> str:
    """Luz publishes it; the text for her group."""
    story.say("luz", words)
    story.say("luz", "sí")
    assert "grupo" in to(tap(story, "luz", "l:1:see"), "luz")[0]
    (text,) = to(tap(story, "luz", "l:1:group"), "luz")
    return text


def follows(story: Story, who: str, word: str = "N1") -> str:
    """Somebody taps the link on Telegram."""
    return to(story.send(Incoming("console", f"{who}-{word}", who, words="/start", start=word, lang="es")), who)[-1]


def test_the_text_names_nobody_and_carries_a_link_of_each_channel(story: Story) -> None:
    text = need(story)
    assert "https://t.me/comunidas_bot?start=N1" in text
    assert "https://wa.me/14155238886?text=N1" in text
    assert "Casa Luz" not in text
    assert "contabilidad" in text.lower()
    assert "1." not in text  # nothing that would be forwarded with it


def test_without_whatsapp_it_is_not_mentioned_and_without_links_the_word_itself_is_said(story: Story) -> None:
    story.wording.doors.whatsapp = ""
    assert "wa.me" not in need(story)
    story.wording.doors.telegram = ""
    assert "N1" in to(tap(story, "luz", "l:1:group"), "luz")[0]


def test_it_is_said_in_the_language_of_who_asks(story: Story) -> None:
    need(story)
    story.say("luz", "العربية")
    tap(story, "luz", "lang:ar")
    assert "من يمكنه المساعدة" in to(tap(story, "luz", "l:1:group"), "luz")[0]


def test_the_link_opens_the_request_for_a_member(story: Story) -> None:
    need(story)
    joins(story, "mar", "Casa Mar, Tegucigalpa")
    card = follows(story, "mar")
    assert "Podemos ayudar" in card
    assert "contabilidad" in card.lower()


def test_somebody_new_joins_first_and_then_has_it_open(story: Story) -> None:
    need(story)
    assert "privac" not in follows(story, "sol")
    last = to(story.say("sol", "Casa Sol, Comayagua"), "sol")[-1]
    assert "Podemos ayudar" in last
    assert "contabilidad" in last.lower()


def test_whoever_types_the_word_has_it_open_too_in_any_digits(story: Story) -> None:
    need(story)
    joins(story, "mar", "Casa Mar, Tegucigalpa")
    for typed in ("N1", "n1", "N١"):
        assert "Podemos ayudar" in to(story.say("mar", typed), "mar")[0]


def test_a_company_does_not_open_what_is_not_for_companies(story: Story) -> None:
    need(story)
    joins(story, "soft", "Soft SA, Tegucigalpa")
    with story.db.write() as tx:
        tx.raw("UPDATE organisation SET kind = 'company' WHERE name = 'Soft SA'")
    refused = follows(story, "soft")
    assert "contabilidad" not in refused.lower()
    assert refused == follows(story, "soft", "N999")  # as if it did not exist


def test_a_request_that_is_over_says_so_and_its_text_is_not_given_out(story: Story) -> None:
    need(story)
    joins(story, "mar", "Casa Mar, Tegucigalpa")
    assert "contabilidad" not in to(tap(story, "mar", "l:1:group"), "mar")[0].lower()  # somebody else's
    tap(story, "luz", "l:1:down")
    assert "contabilidad" not in follows(story, "mar").lower()
    assert "t.me" not in to(tap(story, "luz", "l:1:group"), "luz")[0]


@pytest.mark.parametrize("typed", ["N", "N-1", "N1 hora", "necesito 1", "N" + "9" * 16, "１7", ""])
def test_other_words_are_no_request(typed: str) -> None:
    assert listing_meant(typed) is None
