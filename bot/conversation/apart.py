"""Do words that would also answer ("2 hours", a town) plainly ask for something else? Then that comes first."""

from __future__ import annotations

from datetime import date

from bot.conversation.asked_anew import asks_anew
from bot.conversation.at_its_hour import at_its_hour
from bot.conversation.corrected import corrections
from bot.conversation.doubt import Which
from bot.conversation.heard import Heard
from bot.conversation.hints import AS_SOON, flow_hints
from bot.conversation.meaning import asked_aside, asks
from bot.conversation.session import DRAFTS
from bot.engine import State
from bot.questions import UNSURE, Asked, Confirm, Day, Hours
from bot.understand.cues.intents import OUT_OF_SCOPE, POSTING
from bot.understand.lexis.lexicon import small
from bot.understand.remarks import in_part
from bot.where import Place
from core.look import Look
from core.messages import Day as OnDay
from core.messages import Screen, _
from core.text.normal import fold

_SHORT, _BRIEF = 60, 4  # letters and words of what may be something else than an answer to "what?"
_BARELY = 2  # words that name the kind of a problem, and tell nothing of it
_GRAVE = frozenset(("problem", "absent", "amount", "half", "late"))
_TIMED_MOST = 5  # words that name a time of day and tell nothing else
_FEW = 8  # words of what looks around; "a menina não dorme desde que a polícia entrou lá" tells something
_TELLS = frozenset(("dispute", "confirm_service", "help"))
_NO_STORY = frozenset(("no", "cancel", "back", "thanks", "greeting", "help", "talk_to_coordinator"))
_ANSWERS = frozenset(("accept_match", "decline_match"))
_ABOUT_IT = _ANSWERS | {"confirm_service", "dispute", "rate_partner", "help"}
_LONGEST = 300  # letters of a request
_TIMED = frozenset(("need", "answer", "counter"))  # conversations that ask for hours and for a day
_STEM = 4  # letters by which two words are about the same service

_ARTICLES = small("indefinite")


def may_be_apart(heard: Heard, question: Asked) -> bool:
    """Whether the question takes hours, a day or a place, and the words are more than such an answer has to be."""
    if heard.choice or " " not in heard.text.strip() or heard.word() or heard.number() is not None:
        return False
    if isinstance(question, Hours | Day) and heard.unsure():
        return False
    card = isinstance(question, Confirm) and bool(question.parts)
    return isinstance(question, Hours | Day | Place) or (card and not heard.part())


def asks_first(heard: Heard, look: Look) -> Screen | None:
    """The page that a clear question is about: "how many hours do we have?", or the day that is asked after."""
    if heard.asks_the_day() and isinstance(day := heard.day(), date):
        return Screen((_("That is {day}.", day=OnDay(day.isoformat())),))
    return asked_aside(heard.glimpsed(), look) if asks(heard) else None


def says_where(heard: Heard, question: Asked) -> bool:
    """«عن بعد», "presencial" where hours or a day is asked: where, and nothing of these, nor of another service."""
    asked = (
        isinstance(question, Hours | Day)
        and bool(heard.place_said())
        and heard.minutes() is None
        and heard.day() is None
    )
    return asked and heard.glimpsed() not in POSTING


def more_than_asked(heard: Heard, look: Look, question: Asked, flow: State) -> dict[str, str]:
    """«3 hours on Saturday» where only hours or only a day is asked: both, as canonical answers; {} for less. A time
    of day ("el martes a las 3") goes to what is needed.
    """
    if not isinstance(question, Hours | Day) or heard.choice or (isinstance(question, Hours) and heard.at_most()):
        return {}
    may_be_between = isinstance(question, Hours) or (flow.flow == "need" and heard.minutes() is None)
    what = flow.said().get("what", "")
    if isinstance(question, Hours) and flow.flow == "need" and (together := heard.hours_of_all(what)):
        return {**corrections(heard), "hours": str(together)}
    if between := heard.minutes_between() if may_be_between else None:  # "from 9 to 12" are three hours, and at which
        return {**corrections(heard), **at_its_hour(heard, look, flow), "hours": str(between)}
    tells = isinstance(question, Hours) and len(heard.text.split()) > _TIMED_MOST and heard.minutes() is None
    timed = {} if tells else at_its_hour(heard, look, flow)
    said = {**corrections(heard), **timed}
    return said if (len(said) > 1 or "what" in said) and not said.get("hours", "1").startswith(("-", "0")) else {}


def spare_hours(heard: Heard, look: Look, question: Asked, flow: State) -> dict[str, str]:
    """«10 horas al mes» on the card of an offer, which has no hours of its own: said in its words; {} for all else."""
    what = flow.said().get("what", "")
    card = flow.flow == "offer" and isinstance(question, Confirm) and not heard.choice and heard.number() is None
    said = heard.with_spare(what) if card and what and "\n" not in what and not heard.fund() else ""
    other = said and (heard.glimpsed() == "post_need" or look.names_service(heard.text, heard.language()))
    return {"what": said} if 0 < len(said) <= _LONGEST and not other else {}


def how_often(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """«todos los jueves», "from May on" where a day is asked: in the words of a request with no other day; else {}."""
    what = flow.said().get("what", "")
    asked = flow.flow == "need" and isinstance(question, Day) and what and not heard.choice
    said = heard.with_repeat(what) if asked else ""
    if asked and not said and heard.leaves_it_open():
        return {"by": UNSURE}
    return {"what": said, "by": UNSURE} if 0 < len(said) <= _LONGEST else {}


def what_happened(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """«rompieron la puerta» where it is asked what a problem is about: that is the story, of no kind on the list, and
    is shown before it goes; {} for all else, a problem that there is none of among it.
    """
    asked = flow.flow.startswith("problem/") and question.key == "reason"
    if not asked or heard.word() is not None or heard.number() is not None or " " not in heard.text.strip():
        return {}
    kind = heard.went_wrong()
    if kind == "conduct" and len(heard.text.split()) > _BARELY:
        return {"reason": kind, "text": heard.text}  # what is grave is neither told twice nor waits for a yes
    listed = kind and (kind != "hours" or heard.minutes() is not None)  # "ils ont …" is no figure
    none = listed or heard.understood().intent in _NO_STORY or "undo" in heard.told().all
    return {} if none or asks(heard) else {"reason": "other", "text": heard.text, "unasked": "yes"}


def tells_later(heard: Heard, flow: State) -> bool:
    """«esperen, le pregunto a mi compañera» where a problem is asked about: nothing is told yet."""
    if not flow.flow.startswith("problem/") or heard.choice or heard.word() is not None or heard.number() is not None:
        return False
    said = heard.told().all
    return "wait" in said and said.isdisjoint(_GRAVE) and not heard.harm()


def as_soon(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """«lo antes posible», "asap" while a request is written: urgent, and no other day where none was said; else {}."""
    card = isinstance(question, Confirm) and bool(question.parts)
    if flow.flow != "need" or not (card or isinstance(question, Hours | Day)) or heard.choice or not heard.urgent():
        return {}
    if asks(heard):
        return {}  # «رصيدنا كام دلوقتي»
    changed = corrections(heard)
    known = {**flow.said(), **changed}
    return {**changed, **AS_SOON, "by": known.get("by", UNSURE)}


def for_another_question(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """«for Friday» where hours are asked, «5 hours» where a day or a service is: kept for what it says; {} for all
    else.
    """
    if flow.flow.partition("/")[0] not in _TIMED or heard.choice or heard.number() is not None:
        return {}
    if isinstance(question, Which):
        said = corrections(heard)
        return {} if said.get("hours", "1")[0] in "-0" or heard.in_so_long() else said
    if isinstance(question, Hours):
        other = "by" if heard.minutes() is None else ""
    else:
        other = "hours" if isinstance(question, Day) and heard.day() is None else ""
    said = corrections(heard) if other else {}
    if said.keys() != {other} or (other == "hours" and (said["hours"][0] in "-0" or heard.in_so_long())):
        return {}
    return said


def only_hours(heard: Heard) -> dict[str, str]:
    """The hours of an answer to "what?" that says nothing else ("٤ ساعات"), {} for every other."""
    brief = len(heard.text.split()) <= _BRIEF and heard.number() is None and heard.word() is None
    minutes = heard.minutes() if brief else None
    if not isinstance(minutes, int):
        return {}
    named = str(heard.named().get("service") or "")
    return {} if any(map(str.isalpha, named)) else {"hours": str(minutes)}


def tells_of_something(heard: Heard, look: Look) -> bool:
    """Whether an answer to "what?" tells of an exchange, or asks for help, and names no service; harm that was done to
    them is told also where who did it might be asked for: "a volunteer insulted us".
    """
    meant = heard.glimpsed() if len(heard.text) <= _SHORT else ""
    if meant not in _TELLS | {OUT_OF_SCOPE}:
        return False
    harmed = heard.harm_to_us()
    if meant == OUT_OF_SCOPE and not harmed:
        return False
    return (harmed and meant == "dispute") or not look.names_service(heard.text, heard.language())


def gives_to_the_fund(heard: Heard) -> bool:
    """Whether an answer to "what?" gives hours to the fund: "queremos donar 2 horas al fondo"."""
    return len(heard.text) <= _SHORT and heard.glimpsed() == "donate" and heard.fund()


def looks_around(heard: Heard) -> bool:
    """Whether an answer to "what?" plainly looks for what others have: "buscar", "من يقدم محاسبة", "who offers…?"."""
    few = len(heard.text) <= _SHORT and len(heard.text.split()) <= _FEW
    return few and heard.word() is None and heard.glimpsed() == "find_matches"


def another_listing(heard: Heard, look: Look, flow: State) -> tuple[str, dict[str, str]] | None:
    """The request or offer that the words are, where they name another service than the one being asked about."""
    if heard.glimpsed() not in POSTING or heard.understood().intent not in POSTING:
        return None
    service = str(heard.understood().slots.get("service") or "")
    what = flow.said().get("what", "")
    if not service or is_same(service, what) or not _is_named(heard, look, service):
        return None
    return flow_hints(heard, look)


def only_asks(heard: Heard, flow: State) -> bool:
    """Whether the words ask or offer and name nothing ("es urgente", "necesitamos ayuda") where what for is known."""
    understood = heard.understood()
    kind = understood.intent.removeprefix("post_") if understood.intent in POSTING else ""
    known = flow.flow in (kind, "either") and "what" in flow.said()
    return bool(kind) and known and not (understood.slots.get("service") or understood.whole)


def only_praises(heard: Heard, flow: State) -> bool:
    """«muy buena gente», «más o menos» where it is asked how it was: no other review begins, which loses the stars."""
    return flow.flow.startswith("review/") and (in_part(heard.text) or heard.understood().intent == "rate_partner")


def only_like(heard: Heard, look: Look, flow: State) -> bool:
    """Whether the words seem to be about an exchange, while something is written, and are but like such sentences, or
    none is there: "c'est pour l'école, pas pour nous" declines nothing.
    """
    meant, likeness = heard.understood().intent, heard.understood().by == "likeness"
    if flow.flow not in DRAFTS or heard.harm():
        return False
    return (likeness and meant in _ABOUT_IT) or (meant in _ANSWERS and not look.my_exchanges())


def said_again(heard: Heard, flow: State) -> bool:
    """Whether the words only say once more what is being asked about."""
    service = str(heard.understood().slots.get("service") or "")
    what = flow.said().get("what", "")
    return heard.listing() == flow.flow and bool(service) and fold(what) == fold(heard.understood().whole)


def is_same(service: str, what: str) -> bool:
    """Whether both are about one service: «al pintor», «الدهان» where a painter is asked for already."""
    known = [word for word in fold(what).split() if len(word) >= _STEM]
    said = [word for word in fold(service).split() if len(word) >= _STEM]
    return any(one[:_STEM] in other or other[:_STEM] in one for one in known for other in said)


def _is_named(heard: Heard, look: Look, service: str) -> bool:
    """Whether it surely is a service, and not the "that it be" of "we need that it be on Friday"."""
    if len(service.split()) > 1 or look.names_service(service, heard.language()) or asks_anew(heard):
        return True
    before = fold(heard.text.partition(service)[0]).split()
    return bool(before and before[-1] in _ARTICLES) or {"hours", "deadline"} <= heard.understood().slots.keys()
