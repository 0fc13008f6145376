"""Who reads words of another language is told in the own one what they are about, also where no service is shared."""

from core.matching.alike import alike
from core.matching.cards import card_of, cards_from
from core.matching.meaning import meaning_of
from core.messages import Message, Service
from core.taxonomy import taxonomy


def said(need: str, offer: str) -> Message:
    services = taxonomy()
    (card,) = cards_from([card_of(2, 2, meaning_of(offer, "ar", services))])
    return alike(meaning_of(need, "es", services), card, services, "es")


def named(message: Message) -> list[str]:
    return [one.id for one in message.params.values() if isinstance(one, Service)]


def test_both_services_are_named_where_they_are_neighbours() -> None:
    assert named(said("abogado", "قضايا الأسرة والنفقة")) == ["legal advice", "family law"]


def test_one_is_named_where_the_other_text_is_vague() -> None:
    assert named(said("algo para el barrio", "سباك")) == ["plumbing"]


def test_nothing_is_named_where_nothing_is_known() -> None:
    assert said("algo para el barrio", "شيء ما").id == "similar in meaning"
