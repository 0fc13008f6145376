"""Do words that would also answer ("2 hours", a town) plainly ask for something else? Then that comes first."""

from __future__ import annotations

from bot.conversation.at_its_hour import at_its_hour
from bot.conversation.corrected import corrections
from bot.conversation.doubt import Which
from bot.conversation.heard import Heard
from bot.conversation.hints import AS_SOON
from bot.conversation.meaning import asks
from bot.engine import State
from bot.questions import UNSURE, Asked, Confirm, Day, Hours
from bot.understand.alike import stems
from bot.understand.words import word
from core.look import Look
from core.text.normal import fold

_SHORT, _BRIEF = 60, 4  # letters and words of what may be something else than an answer to "what?"
_BARELY = 2  # words that name the kind of a problem, and tell nothing of it
_TIMED_MOST = 5  # words that name a time of day and tell nothing else
_FEW = 8  # words of what looks around; "a menina não dorme desde que a polícia entrou lá" tells something
_NO_STORY = frozenset(("no", "cancel", "back", "thanks", "greeting", "help", "talk_to_coordinator"))
_LONGEST = 300  # letters of a request
_TIMED = frozenset(("need", "answer", "counter"))  # conversations that ask for hours and for a day
_STEM = 4  # letters by which two words are about the same service


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


def said_of_request(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """«cuanto antes», "every Thursday", "before Ramadan", and «for Friday» where hours are asked, as canonical answers
    of what they tell; {} for all else.
    """
    if heard.choice or heard.number() is not None or heard.word() is not None or heard.fund():
        return {}
    if flow.flow == "need" and (said := _as_soon(heard, question, flow) or _without_date(heard, question, flow)):
        return said
    timed = flow.flow.partition("/")[0] in _TIMED
    return _of_another_question(heard, question) if timed else {}


def _as_soon(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """Urgent, and no other day where none was said."""
    card = isinstance(question, Confirm) and bool(question.parts)
    if not (card or isinstance(question, Hours | Day)) or not heard.urgent() or asks(heard):
        return {}
    changed = corrections(heard)
    known = {**flow.said(), **changed}
    return {**changed, **AS_SOON, "by": known.get("by", UNSURE)}


def told_often(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """How often it is needed, or on which day not, said where a day is asked: in the words of the request, which has no
    other day then; {} for words that ask for something else, and for all else.
    """
    what, asked = flow.said().get("what", ""), flow.flow == "need" and isinstance(question, Day)
    if not asked or not what or "\n" in what or heard.choice or heard.number() is not None or asks(heard):
        return {}
    said, _again = heard.with_often(what)
    if heard.plainly() or not 0 < len(said) <= _LONGEST:
        return {}
    hours = {key: value for key, value in corrections(heard).items() if key == "hours"}
    return {**hours, "what": said, "by": UNSURE}


def _without_date(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """From when on, or what has no date, is told in the words of a request with no other day."""
    what = flow.said().get("what", "")
    said = heard.with_repeat(what) if isinstance(question, Day) and what else ""
    return {"what": said, "by": UNSURE} if 0 < len(said) <= _LONGEST else {}


def _of_another_question(heard: Heard, question: Asked) -> dict[str, str]:
    """A day where hours are asked, hours where a day is, and either where it is asked which service it is."""
    wanted = {"by"} if isinstance(question, Hours) else {"hours"} if isinstance(question, Day) else {"hours", "by"}
    if not isinstance(question, Hours | Day | Which):
        return {}
    if heard.in_so_long() or (isinstance(question, Hours) and heard.minutes() is not None):
        return {}
    said = corrections(heard)
    return said if said.keys() and said.keys() <= wanted and said.get("hours", "1")[0] not in "-0" else {}


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


def decided_and_why(heard: Heard, look: Look, question: Asked, flow: State) -> dict[str, str]:
    """«dejémoslo en 3, que fue lo acordado» where it is asked how many hours are right: why is not asked again."""
    if not flow.flow.startswith("decide/") or question.key != "hours":
        return {}
    minutes = heard.minutes()
    minutes = heard.last_number_of_hours() if minutes is None else minutes
    why = heard.reason("coord_decide") if isinstance(minutes, int) else ""
    return {"hours": str(minutes), "why": look.seal(why)} if why else {}


def beside_promise(heard: Heard, question: Asked, flow: State) -> dict[str, str]:
    """«yes, but they left the branches» where it is asked whether it was as promised: the word that they begin with is
    the answer, and all of it is what the other side may read, shown before it goes; {} for all else.
    """
    first, _sign, more = heard.text.replace("،", ",").partition(",")
    answer = word(first.strip())
    if question.key != "promised" or answer not in ("yes", "no") or len(more.split()) <= _BARELY or asks(heard):
        return {}
    written = flow.said().get("text", "")
    if written and not stems(more):
        return {"promised": str(answer)}  # «no, not quite» adds nothing to what they wrote
    text = ". ".join(part for part in (written, heard.text) if part)
    return {"promised": str(answer), "text": text, "unasked": "yes"}


def only_hours(heard: Heard) -> dict[str, str]:
    """The hours of an answer to "what?" that says nothing else ("٤ ساعات"), {} for every other."""
    brief = len(heard.text.split()) <= _BRIEF and heard.number() is None and heard.word() is None
    minutes = heard.minutes() if brief else None
    if not isinstance(minutes, int):
        return {}
    named = str(heard.named().get("service") or "")
    return {} if any(map(str.isalpha, named)) else {"hours": str(minutes)}


def looks_around(heard: Heard) -> bool:
    """Whether an answer to "what?" plainly looks for what others have: "buscar", "من يقدم محاسبة", "who offers…?"."""
    few = len(heard.text) <= _SHORT and len(heard.text.split()) <= _FEW
    return few and heard.word() is None and heard.glimpsed() == "find_matches"


def said_again(heard: Heard, flow: State) -> bool:
    """Whether the words only say once more what is being asked about."""
    service = str(heard.understood().slots.get("service") or "")
    what = flow.said().get("what", "")
    return heard.listing() == flow.flow and bool(service) and fold(what) == fold(heard.title(flow.flow))


def is_same(service: str, what: str) -> bool:
    """Whether both are about one service: «al pintor», «الدهان» where a painter is asked for already."""
    known = [word for word in fold(what).split() if len(word) >= _STEM]
    said = [word for word in fold(service).split() if len(word) >= _STEM]
    return any(one[:_STEM] in other or other[:_STEM] in one for one in known for other in said)
