"""What does a coordinator's button do: on a hub, an organisation, a request to the fund, or a case?"""

from __future__ import annotations

from bot.cards import assist, coordinating, network, queue
from bot.conversation.buttons.act import Act, opens
from core.commands import Approve, Command
from core.commands.assisted import AnswerIntake
from core.commands.cases import CloseCase, SayReady
from core.commands.details import Correct
from core.commands.giving import AnswerFund
from core.commands.moderation import Judge
from core.commands.shift import CallIn, InviteIn, TakeCase
from core.commands.stopping import Freeze, LetGoOn, Thaw
from core.look import Look, is_id

_CLOCKS: dict[str, type[Freeze | Thaw]] = {"freeze": Freeze, "thaw": Thaw}

_ABOUT_ONE = {"stop": "suspend", "no": "refuse", "phone": "recover", "details": "details", "write": "write_to"}
"""Choices of an organisation's card that begin a conversation about it."""


def of_hub(id: int, verb: str) -> Act:
    if verb == "invite":
        return Act(InviteIn(id))
    if verb in ("call", "deputy"):
        return Act(CallIn(id, deputy=verb == "deputy"))
    return Act(_CLOCKS[verb](id))


def of_organisation(look: Look, id: int, verb: str) -> Act | None:
    if not look.me.coordinates:
        return None
    if verb == "see":
        return opens(coordinating.of_organisation(look, id))
    if verb == "listed":
        return opens(network.listed(look, id))
    if verb in (
        about := {"stop": "suspend", "no": "refuse", "phone": "recover", "details": "details", "write": "write_to"}
    ):
        return Act(flow=f"{about[verb]}/{id}")
    if verb in _CLOCKS:
        card = look.member(id)
        return Act(_CLOCKS[verb](card.hub_id, id)) if card else None
    if verb[:3] in ("in_", "as_", "is_"):
        return Act(Correct(id, kind=verb[3:]) if verb[:3] == "is_" else Approve(id, verb[3:]))
    commands: dict[str, Command] = {"yes": Approve(id), "on": LetGoOn(id)}
    return Act(commands[verb]) if verb in commands else None


def of_fund(look: Look, id: int, verb: str) -> Act | None:
    """What the solidarity fund is asked."""
    if not look.me.coordinates:
        return None
    if verb == "see":
        return opens(queue.fund_ask(look, id))
    if verb not in ("yes", "no"):
        return None
    return Act(AnswerFund(id, yes=True)) if verb == "yes" else Act(flow=f"fund_no/{id}")


def of_intake(look: Look, id: int, verb: str) -> Act | None:
    """Organisations that were brought in without a phone; core looks again at who says yes."""
    if not look.me.coordinates:
        return None
    if verb == "see":
        card = look.intake(id)
        return opens(assist.intake_card(card) if card else None)
    return Act(AnswerIntake(id, yes=verb == "yes")) if verb in ("yes", "no") else None


def of_case(look: Look, id: int, verb: str) -> Act | None:
    """`verb` may be the id of a text: the page of those before it."""
    if not look.me.coordinates:
        return None
    if verb == "see" or is_id(verb):
        return opens(coordinating.case(look, id, 0 if verb == "see" else int(verb)))
    if verb in (begins := {"answer": "answer_case", "hand": "hand", "deny": "deny", "pin": "forgotten_pin"}):
        return Act(flow=f"{begins[verb]}/{id}")
    if verb == "pass":
        return Act(Judge(id, True))
    if verb == "take":
        return Act(TakeCase(id))
    if verb == "say":
        return opens(coordinating.phrases(look, id))
    if verb[:4] == "say-":
        phrase, _dash, number = verb[4:].partition("-")
        return Act(SayReady(id, phrase, number))
    return Act(CloseCase(id)) if verb == "done" else None
