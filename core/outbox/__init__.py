"""How does what we say reach people? In lanes, one a recipient: oldest first, at least once, at a channel's pace."""

from core.outbox.again import send_again
from core.outbox.ahead import file_of, file_went
from core.outbox.buckets import SLACK_MS, Pace
from core.outbox.buckets import take as take_tokens
from core.outbox.cards import Card, Outdated, forget_cards, outdated, rewritten
from core.outbox.cases import open_case
from core.outbox.claim import REPLIES_IN_A_ROW, Claimed, any_due, claim, next_due
from core.outbox.elsewhere import elsewhere
from core.outbox.finish import (
    CREDENTIALS,
    content_refused,
    moved,
    name_refused,
    pause_ms,
    rejected,
    stopped,
    throttled,
    unreachable,
    window_closed,
)
from core.outbox.gathered import gather
from core.outbox.lanes import (
    Item,
    alert_of,
    arrived,
    behind_template,
    enqueue,
    outbound_of,
    own_screen,
    reopen,
    screen_of,
    sent_as,
    sent_before,
)
from core.outbox.sent import Went, sent, shown
from core.outbox.status import rested, status
from core.outbox.tally import Send, tallied, tally
from core.outbox.taps import Tap, answer_tap, any_taps, claim_taps, taps_done

__all__ = [
    "CREDENTIALS",
    "REPLIES_IN_A_ROW",
    "SLACK_MS",
    "Card",
    "Claimed",
    "Item",
    "Outdated",
    "Pace",
    "Send",
    "Tap",
    "Went",
    "alert_of",
    "answer_tap",
    "any_due",
    "any_taps",
    "arrived",
    "behind_template",
    "claim",
    "claim_taps",
    "content_refused",
    "elsewhere",
    "enqueue",
    "file_of",
    "file_went",
    "forget_cards",
    "gather",
    "moved",
    "name_refused",
    "next_due",
    "open_case",
    "outbound_of",
    "outdated",
    "own_screen",
    "pause_ms",
    "rejected",
    "reopen",
    "rested",
    "rewritten",
    "screen_of",
    "send_again",
    "sent",
    "sent_as",
    "sent_before",
    "shown",
    "status",
    "stopped",
    "take_tokens",
    "tallied",
    "tally",
    "taps_done",
    "throttled",
    "unreachable",
    "window_closed",
]
