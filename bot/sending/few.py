"""How many choices does an SMS show? Five, and where there are more than six, "More choices" for the rest.

The screen is kept whole in the outbox; the rest is read from there when it is asked for. Questions of a conversation
keep all their choices: their numbers are answers.
"""

from __future__ import annotations

from dataclasses import replace

from core.languages import NAMES
from core.messages import Option, Screen, _

SHOWN = 5
_MORE = _("More choices")  # button
_ARABIC = NAMES["ar"]
_IN_LATIN = "Arabi"  # one Arabic letter would make every part of a list of languages shorter


def few(screen: Screen, lang: str, outbound_id: int) -> Screen:
    """The screen as an SMS shows it to who reads `lang`; `outbound_id` is the message that keeps it whole."""
    options = fewer(screen.options, outbound_id)
    if lang != "ar" and any(option.label == _ARABIC for option in options):
        options = tuple(replace(one, label=_IN_LATIN) if one.label == _ARABIC else one for one in options)
    return replace(screen, options=options)


def fewer(options: tuple[Option, ...], outbound_id: int) -> tuple[Option, ...]:
    """The choices that are shown; the last one leads to the rest."""
    if len(options) <= SHOWN + 1 or any(option.id.startswith("q:") for option in options):
        return options
    return (*options[:SHOWN], Option(f"z:{outbound_id}", _MORE))


def rest(screen: Screen) -> Screen:
    """What was not shown."""
    return Screen((_("More choices:"),), screen.options[SHOWN:])
