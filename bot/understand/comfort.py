"""Which words say that it is fine, as «no hay problema» and "pas de souci" do? They refuse nothing and tell of none."""

from __future__ import annotations

from .cues.intents import Found
from .lexis.leading import listed
from .lexis.tokens import Tokens

_NO_MATTER = listed("small", "no_matter")


def find_comfort(tokens: Tokens) -> list[Found]:
    """Each such phrase, as a cue that thanks."""
    places = (tuple(range(start, end)) for start, end, _said in _NO_MATTER.all_in(tokens.forms))
    return [Found("thanks", said, (), float(len(said))) for said in places]


def without_comfort(found: list[Found], comfort: list[Found]) -> list[Found]:
    """The cues that no word of such a phrase makes."""
    said = {at for cue in comfort for at in cue.places}
    return [cue for cue in found if said.isdisjoint(cue.places)] if said else found
