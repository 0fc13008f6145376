"""Which hub does `--hub` mean?"""

from __future__ import annotations

from core.db import Tx
from core.errors import Misconfigured
from core.hubs import Hub, all_hubs
from core.text.normal import fold


def find(tx: Tx, wanted: str | None) -> Hub:
    """The hub with that number or name, or the only one; raises Misconfigured."""
    every = all_hubs(tx)
    if wanted is None:
        if len(every) == 1:
            return every[0]
        raise Misconfigured("Say which hub with --hub. " + _known(every))
    found = [hub for hub in every if str(hub.id) == wanted.strip()]
    found = found or [hub for hub in every if fold(hub.name) == fold(wanted)]
    if len(found) != 1:
        raise Misconfigured(f"{len(found) or 'No'} hubs are called {wanted!r}. " + _known(every))
    return found[0]


def _known(every: list[Hub]) -> str:
    if not every:
        return "There is none yet: python -m bot hub add"
    return "There are: " + ", ".join(f"{hub.id} {hub.name}" for hub in every) + "."
