"""Is a place wanted or given to do something in? "Un lugar donde hacer una capacitación", «مكان نعمل فيه تدريب».

No label says it so: what is done there is named, and not the room. Where things are kept, sold or grown, or where
people sleep, the service is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

VENUE = "venue"
_PLACES = frozenset(("lugar", "espacio", "sitio", "place", "somewhere", "space", "lieu", "endroit", "espaco"))
_LEADS = frozenset(("para", "pa", "donde", "to", "for", "where", "pour", "ou", "pra", "onde"))
_ARABIC, _ARABIC_LEADS = frozenset(("مكان", "محل", "مقر")), ("ل", "ن", "بن", "من", "ي", "وين", "فين")
_KEPT = (  # beginnings of words
    "guard almacen venta vend dorm duerm hosped aloj vivi sembr cultiv planta estacion parque armazen morar "
    "stor keep sell sleep live stay grow park stock entrepos garer loger habiter خزن تخزين نوم نام بيع سكن زرع زراع"
)
_OTHERWISE = tuple(_KEPT.split())


def says_place(words: Sequence[str]) -> bool:
    """Whether folded words speak of a place for something that people do together."""
    if not any(_leads(word, following) for word, following in pairwise(words)):  # nearly all texts
        return False
    return not any(word.startswith(_OTHERWISE) or word[1:].startswith(_OTHERWISE) for word in words)


def _leads(word: str, following: str) -> bool:
    if word in _ARABIC:
        return following.startswith(_ARABIC_LEADS) and len(following) > 2
    return word in _PLACES and following in _LEADS
