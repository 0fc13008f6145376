"""The conversations by name. A name may carry ids ("counter/17/3"); renamed flows keep one line in `ALIASES`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from inspect import Parameter, signature

from bot.engine import Flow, Start
from bot.flows.ask_fund import ask_fund, fund_no
from bot.flows.assist import assisted, register
from bot.flows.attach import attach
from bot.flows.cancel import cancel, cannot_come
from bot.flows.case import answer_case, reply_case, write_to
from bot.flows.change import change, let_rest
from bot.flows.complain import complain
from bot.flows.complete import answer_review, done, received, report_review, review
from bot.flows.decide import decide, excuse, no_show, undo
from bot.flows.donate import donate
from bot.flows.donate import prefill as prefill_donate
from bot.flows.either import either
from bot.flows.erase import erase
from bot.flows.forwarding import forward
from bot.flows.join import join, other_phone
from bot.flows.need import need
from bot.flows.offer import offer
from bot.flows.passing_on import pass_on
from bot.flows.phones import unlink
from bot.flows.pin import pin, pin_on
from bot.flows.prefill import Said
from bot.flows.profile import details, kind, rename, resettle
from bot.flows.propose import answer, counter, more
from bot.flows.quiet import light, pause, quiet_hours, stop
from bot.flows.recover import forgotten_pin, recover
from bot.flows.reporting import deny, report_exchange, report_listing, report_message
from bot.flows.safety import block, block_owner, discreet, reach
from bot.flows.sharing import make_poster, publish
from bot.flows.shift import away, hand
from bot.flows.still import still
from bot.flows.stopping import refuse, remove, rest, suspend
from bot.flows.talk import contact, phrase, translate, write
from bot.flows.team import join_too, leave, my_name, new_phone, second_above, take_out
from bot.flows.trouble import absent, another_day, appeal, figure, other_hours, problem
from core.errors import NotYours
from core.look import Look, is_id
from core.messages import _

FLOWS: dict[str, Callable[..., Flow]] = {
    "join": join,
    "pass_on": pass_on,
    "need": need,
    "offer": offer,
    "either": either,
    "answer": answer,
    "counter": counter,
    "more": more,
    "done": done,
    "received": received,
    "review": review,
    "answer_review": answer_review,
    "report_review": report_review,
    "report_listing": report_listing,
    "report_exchange": report_exchange,
    "report_message": report_message,
    "deny": deny,
    "cancel": cancel,
    "cannot_come": cannot_come,
    "problem": problem,
    "complain": complain,
    "day": another_day,
    "amend": other_hours,
    "absent": absent,
    "figure": figure,
    "appeal": appeal,
    "decide": decide,
    "no_show": no_show,
    "excuse": excuse,
    "undo": undo,
    "write": write,
    "attach": attach,
    "phrase": phrase,
    "contact": contact,
    "translate": translate,
    "donate": donate,
    "ask_fund": ask_fund,
    "fund_no": fund_no,
    "away": away,
    "hand": hand,
    "suspend": suspend,
    "refuse": refuse,
    "rest": rest,
    "let_rest": let_rest,
    "remove": remove,
    "forward": forward,
    "recover": recover,
    "forgotten_pin": forgotten_pin,
    "register": register,
    "assisted": assisted,
    "kind": kind,
    "details": details,
    "rename": rename,
    "resettle": resettle,
    "publish": publish,
    "make_poster": make_poster,
    "erase": erase,
    "pause": pause,
    "light": light,
    "quiet_hours": quiet_hours,
    "stop": stop,
    "block": block,
    "block_owner": block_owner,
    "reach": reach,
    "change": change,
    "discreet": discreet,
    "answer_case": answer_case,
    "reply_case": reply_case,
    "write_to": write_to,
    "my_name": my_name,
    "take_out": take_out,
    "new_phone": new_phone,
    "join_too": join_too,
    "leave": leave,
    "still": still,
    "second_above": second_above,
    "unlink": unlink,
    "other_phone": other_phone,
    "pin": pin,
    "pin_on": pin_on,
}
PREFILLS: dict[str, Callable[[Said, Look], dict[str, str]]] = {"donate": prefill_donate}
"""Conversations that begin with what the words say: each reads its own hints from a message."""
ALIASES: dict[str, str] = {}


def start_of(look: Look, name: str) -> Start:
    """The flow's start with its ids filled in; one that refuses where none has that name and those ids."""
    head, *ids = name.split("/")
    head = ALIASES.get(head, head)
    if head not in FLOWS or not _takes(head, ids):
        return _ended
    return partial(FLOWS[head], look, *ids)


def _ended() -> Flow:
    yield from ()
    raise NotYours(_("That conversation has ended. Write “menu”."))


def about(name: str) -> tuple[str, str] | None:
    """The exchange that a flow is about and the version that it was begun on; None for a flow about something else."""
    head, *ids = name.split("/")
    return (
        (ids[0], ids[1])
        if _IDS.get(ALIASES.get(head, head)) == (2, 2) and _takes(ALIASES.get(head, head), ids)
        else None
    )


def _takes(head: str, ids: list[str]) -> bool:
    least, most = _IDS[head]
    return least <= len(ids) <= most and all(ids[:least]) and all(is_id(id) for id in ids if id)


def _ids(flow: Callable[..., Flow]) -> tuple[int, int]:
    """How many ids a flow must and may have in its name."""
    _look, *rest = signature(flow).parameters.values()
    return sum(one.default is Parameter.empty for one in rest), len(rest)


_IDS = {name: _ids(flow) for name, flow in FLOWS.items()}
