"""In which country an organisation is: coordinators write it behind its town, and who is elsewhere reads it."""

from __future__ import annotations

from tests.faults import joins, rows, tap, to
from tests.story import Story


def office(story: Story) -> None:
    """Ana coordinates, luz is in Honduras."""
    hub = story.hub()
    story.say("ana", story.code("coordinator", hub))
    joins(story, "luz")


def test_who_is_registered_without_a_phone_is_where_the_coordinator_says(story: Story) -> None:
    office(story)
    tap(story, "ana", "m:register")
    story.say("ana", "Comedor Sur")
    story.say("ana", "Iximulew, Guatemala")
    (card,) = to(story.say("ana", "1"), "ana")
    assert "⁨Iximulew⁩, ⁨Guatemala⁩" in card
    story.say("ana", "1")
    assert rows(story, "organisation", "name", "town", "country")[-1] == ("Comedor Sur", "Iximulew", "GT")


def test_a_town_that_is_put_right_may_name_its_country(story: Story) -> None:
    office(story)
    tap(story, "ana", "o:1:details")
    story.say("ana", "3")
    (card,) = to(story.say("ana", "Al Mansura, Egipto"), "ana")
    assert "⁨Al Mansura⁩, ⁨Egipto⁩" in card
    told = to(story.say("ana", "1"), "luz")
    assert "⁨Al Mansura⁩, ⁨Egipto⁩" in told[0]
    assert rows(story, "organisation", "town", "country", "zone") == [("Al Mansura", "EG", "Africa/Cairo")]


def test_abroad_the_country_is_read_with_the_town_and_at_home_it_is_not(story: Story) -> None:
    office(story)
    joins(story, "sol", "Taller Sol, Tela")
    joins(story, "nur", "جمعية النور، القاهرة", lang="ar")
    for who, offer in (("nur", "نقدم محاسبة عن بعد"), ("sol", "ofrecemos contabilidad")):
        story.say(who, offer)
        story.say(who, "1")
    story.say("luz", "necesitamos contabilidad a distancia, 2 horas, antes del viernes")
    arrived = story.say("luz", "1")
    assert "⁨Tegucigalpa⁩، ⁨هندوراس⁩" in to(arrived, "nur")[0]
    assert "(⁨Tegucigalpa⁩)" in to(arrived, "sol")[0]
    abroad = next(id for id, other in rows(story, "exchange", "id", "provider_id") if other == 3)
    asked = to(tap(story, "nur", f"x:{abroad}:1:prop"), "luz")
    assert "(⁨القاهرة⁩, ⁨Egipto⁩)" in asked[0]
    (seen,) = to(tap(story, "nur", "l:3:see"), "nur")
    assert "⁨Tegucigalpa⁩، ⁨هندوراس⁩" in seen
    (seen,) = to(tap(story, "sol", "l:3:see"), "sol")
    assert "Honduras" not in seen
