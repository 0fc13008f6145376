"""What is said to who answers a proposal when its time is over? How it stands, and that it can be proposed again.

"Sorry, we did not see it, are we too late?", "we can still help": there is nothing to accept any more, but the two may
still want the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import single
from bot.conversation.buttons import act
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.which import first_choice
from bot.understand.cues.intents import POSTING
from bot.understand.lexis.leading import listed
from bot.understand.lexis.tokens import tokenise
from bot.understand.passing_on import opens_with_yes
from bot.understand.words import accepts, says_we_can
from core.exchange_states import ONGOING
from core.look import Look
from core.look.exchanges import ExchangeCard

_AFTER = listed("small", "after_lapse")
_MANY = 16  # words and signs
_YES, _NO = frozenset(("help", "accept")), frozenset(("no", "undo", "ask", "wait"))


def accepts_late(heard: Heard, look: Look, card: ExchangeCard, choices: dict[str, str]) -> Act | None:
    """A yes under the card of one that lapsed: the question whether it is proposed again."""
    if "again" not in choices:
        return None
    told = heard.told().all
    yes = heard.word() == "yes" or accepts(heard.text) or says_we_can(heard.text)
    yes = yes or heard.understood().intent == "accept_match" or bool(told & _YES and not told & _NO)
    return act(look, choices["again"]) if yes and not _of_another(heard, look, card) else None


def late_answer(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """The last one that lapsed, where the words are about one and nothing else of theirs goes on; where its card is
    the screen, what a yes in front of them means there.
    """
    if heard.word() is not None:
        return None
    forms = tokenise(heard.text).forms
    if len(forms) > _MANY or next(iter(_AFTER.all_in(forms)), None) is None or heard.harm():
        return None  # nearly all words
    card = look.lapsed_lately()
    if card is None or _of_another(heard, look, card):
        return None
    payload = next((one for one in idle if one.startswith(f"x:{card.id}:")), "") if heard.seen else ""
    if payload and opens_with_yes(heard.text) and (again := act(look, f"x:{card.id}:{card.version}:again")):
        return again
    if not payload and any(one.state in ONGOING for one in look.my_exchanges()):
        return None
    return lapsed(look, card)


def lapsed(look: Look, card: ExchangeCard | None = None) -> Act | None:
    """The card of that one, or of the last one of theirs that lapsed."""
    card = card or look.lapsed_lately()
    page = single.exchange(look, card.id) if card else None
    return Act(page=replace(page, options=first_choice(page.options, "again")), opens=True) if page else None


def _of_another(heard: Heard, look: Look, card: ExchangeCard) -> bool:
    """Whether they ask for, or offer, something else: a service that we know."""
    understood = heard.understood()
    service = str(understood.slots.get("service") or "")
    return understood.intent in POSTING and look.names_another(service, heard.language(), card.what)
