"""What does a button about people do: one of an organisation's, a lost phone, or what waits for a second person?"""

from __future__ import annotations

from bot.cards import recovery, second, team
from bot.conversation.buttons.act import Act, opens
from core.commands.pinning import ForgetPin
from core.commands.team import AgreeRecovery, AnswerSecond, MakeRecoveryCode, SetRole, StopRecovery
from core.look import Look


def of_person(look: Look, id: int, verb: str) -> Act | None:
    """One of the acting organisation's people."""
    page = team.person(look, id)
    if page is None or verb == "see":
        return opens(page)
    if verb == "out":
        return Act(flow=f"take_out/{id}")
    if verb == "pin":
        return Act(ForgetPin(id))
    if verb == "phone":
        return Act(flow=f"new_phone/{id}")
    return Act(SetRole(id, verb)) if verb in team.ROLES else None


def of_recovery(look: Look, id: int, verb: str) -> Act | None:
    """A lost phone or a forgotten PIN: `no` also comes from that phone; core looks again at who asks."""
    if verb == "no":
        return Act(StopRecovery(id))
    if verb == "yes" and look.me.coordinates:
        return Act(AgreeRecovery(id))
    if verb == "code" and look.me.coordinates:
        return Act(MakeRecoveryCode(id))
    return opens(recovery.recovery(look, id)) if verb == "see" and look.me.coordinates else None


def of_second(look: Look, id: int, verb: str) -> Act | None:
    """What waits for a second person of the acting organisation; core looks again at who answers."""
    if verb == "see":
        return opens(second.approval(look, id))
    return Act(AnswerSecond(id, yes=verb == "yes")) if verb in ("yes", "no") else None
