"""Between which services is a text in doubt, and what does it mean once its writer has said which of them it is?

Measured in docs/matching.md: the likeliest service is nearly always enough, so only a near tie of services that the
text is really near to is worth a question.
"""

from __future__ import annotations

from dataclasses import replace

from core.matching.meaning import Meaning, space
from core.taxonomy import Taxonomy

NONE = "-"  # chosen: none of those that were in doubt
_NEARLY_TIED = 1.25  # the first weighs at most so many times the second
_LEAST = 0.2  # of the second: below this the text is vague, and other services would be as good a guess
_OFFERED, _BESIDE_THE_FIRST = 4, 0.5  # services that are offered, those that weigh at least half of the first
_CHOSEN = 0.8  # what the chosen one weighs; the others share the rest


def in_doubt(text: str, lang: str, meaning: Meaning, services: Taxonomy) -> tuple[str, ...]:
    """The ids of the services that a text of this meaning may be about, the likeliest first; () where it is clear.

    Without the encoder there is never one: names alone do not tell how near two services are. Nor where two services
    are named by different words: "a logo for our cooperative" is both, and what is done is not in doubt.
    """
    tied = nearly_tied(meaning)
    if len(tied) > 1 and _of_different_words(space(services).named_by_words(text, lang), *tied[:2]):
        return ()
    return tied


def nearly_tied(meaning: Meaning) -> tuple[str, ...]:
    """The services that weigh about the same; () where the first is clearly ahead, or nothing is near."""
    if meaning.vector is None or len(meaning.concepts) < 2:
        return ()
    (_id, first), (_other, second), *_rest = meaning.concepts
    if second < _LEAST or first > _NEARLY_TIED * second:
        return ()
    return tuple(id for id, weight in meaning.concepts[:_OFFERED] if weight >= _BESIDE_THE_FIRST * first)


def _of_different_words(named: list[frozenset[str]], one: str, other: str) -> bool:
    """Whether each is named by a word, and no word by itself names both."""
    ones, others = ({at for at, ids in enumerate(named) if id in ids} for id in (one, other))
    return bool(ones and others) and ones.isdisjoint(others)


def settled(meaning: Meaning, chosen: str) -> Meaning:
    """The meaning with the service that was chosen ahead of all, and without those beside which it was chosen."""
    if not chosen:
        return meaning
    wrong = {*nearly_tied(meaning), chosen}
    others = tuple(one for one in meaning.concepts if one[0] not in wrong)
    if chosen == NONE:
        return replace(meaning, concepts=others)
    whole = sum(weight for _id, weight in others)
    rest = tuple((id, round((1 - _CHOSEN) * weight / whole, 4)) for id, weight in others)
    return replace(meaning, concepts=((chosen, _CHOSEN), *rest), chosen=True, brief=False)
