"""Words that quote an earlier message of ours: which of its choices do they mean?

On a phone one answers a message by quoting it. With two proposals on the screen a "yes" is for the one that is quoted,
not for the one that came last.
"""

from __future__ import annotations

from bot.understand.words import option_number

_OPENS_NOTHING = ("m", "q", "z", "lang")  # menus, questions of a conversation, more of a list, languages


def to_open(choices: tuple[str, ...], words: str) -> tuple[str, ...]:
    """The choices of a quoted message that is not the newest, () where there are none that words could mean.

    A number only opens an exchange's card: its choices may have come without numbers, or have been read long ago.
    """
    if all(choice.partition(":")[0] in _OPENS_NOTHING for choice in choices):
        return ()
    cards = {choice.split(":")[1] for choice in choices if choice.startswith("x:") and not choice.endswith(":see")}
    if cards and option_number(words) is not None:
        return tuple(f"x:{card}:0:see" for card in sorted(cards)) * len(choices)
    return choices
