"""What are the short words of our links and posters? Reading them is bot/cards/worded.py."""

from __future__ import annotations


def poster_word(number: int) -> str:
    """What the codes on a poster say."""
    return f"P{number}"


def hub_word(hub_id: int) -> str:
    """What the codes on a network's own page and poster say: who is new joins that one, without having to choose."""
    return f"R{hub_id}"
