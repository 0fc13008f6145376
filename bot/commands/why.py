"""why: what would a message mean on a screen? The readings, the row of the table that was taken, and what was next."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from bot.commands.line import Subparsers, command
from bot.commands.listed import HELP
from bot.dialogue import Choice, Focus, Reading, Situation, choose, places, readings
from bot.dialogue.situation import SCREEN_OF
from bot.understand import prepare

_ASKING = ("what", "hours", "day", "kind", "stars", "words", "town", "draft", "terms", "newcomer")
"""Screens that are a question."""
_SIDES = {"gives": True, "receives": False}


def add(commands: Subparsers) -> None:
    asked = command(commands, "why", HELP["why"], run)
    asked.add_argument("words", help="what somebody writes")
    asked.add_argument(
        "--at",
        default="idle",
        metavar="SCREEN",
        help="what is on the screen: idle, draft, agreed/gives …; see --screens",
    )
    asked.add_argument("--screens", action="store_true", help="list the screens that the table knows")


def run(args: argparse.Namespace) -> int:
    if args.screens:
        print("\n".join(sorted(places())))
        return 0
    prepare()
    situation = situation_at(args.at)
    found = readings(args.words, situation)
    print("\n".join(explained(found, choose(situation, found))))
    return 0


def situation_at(place: str) -> Situation:
    """A member's situation on a screen as the table names it ("agreed/gives")."""
    shown, _slash, side = place.partition("/")
    screen = SCREEN_OF.get(shown, shown)
    focus = Focus(side, 0, "") if side else None  # on screens of coordinators: what is shown
    if side in _SIDES:
        focus = Focus("exchange", 0, screen, gives=_SIDES[side])
    detail = shown if shown != screen else ""
    return Situation("member", screen, focus, asking=screen if screen in _ASKING else "", detail=detail)


def explained(found: tuple[Reading, ...], choice: Choice | None) -> Iterator[str]:
    """The decision in lines."""
    yield "may mean      " + (", ".join(f"{one.act} {one.probability:.2f}" for one in found) or "nothing")
    if choice is None:
        yield "decided       no row is sure enough; the rest of the conversation decides"
        return
    row = choice.row
    yield f"decided       {row.move} {row.what}".rstrip() + f" (row: {row.screen}, {row.act})"
    yield f"sure          {choice.sure:.2f}, expected cost {choice.cost:.2f}" + _shown_first(choice)
    if choice.next_best:
        yield f"next best     {choice.next_best.move} {choice.next_best.what}".rstrip()


def _shown_first(choice: Choice) -> str:
    return "" if choice.presses else "; the card is shown with it first"
