"""Which questions does a hub answer itself, in words of its own? Written by whoever runs it, found by what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, select

from core.db import New, Q, Tx
from core.errors import Misconfigured
from core.languages import LANGUAGES
from core.look.hub import OwnAnswer
from core.tables import hub_answer
from core.text.clean import clean
from core.text.normal import fold

MOST_ANSWERS, MOST_QUESTIONS, LONGEST_QUESTION, LONGEST_ANSWER = 50, 12, 200, 600

_OF_HUB = Q(
    select(hub_answer.c.id, hub_answer.c.lang, hub_answer.c.questions, hub_answer.c.answer)
    .where(hub_answer.c.hub_id == bindparam("hub_id"))
    .order_by(hub_answer.c.id)
)
_COLUMNS = ("hub_id", "lang", "questions", "answer", "created_at")
_ADD = New(insert(hub_answer).values({name: bindparam(name) for name in _COLUMNS}))
_REMOVE = Q(
    delete(hub_answer).where(hub_answer.c.hub_id == bindparam("of_hub"), hub_answer.c.id == bindparam("its_id"))
)


def own_answers(tx: Tx, hub_id: int) -> list[OwnAnswer]:
    """Those of a hub, oldest first."""
    rows = tx.all(_OF_HUB, hub_id=hub_id)
    return [OwnAnswer(id, lang, tuple(questions.split("\n")), answer) for id, lang, questions, answer in rows]


def add_answer(tx: Tx, hub_id: int, lang: str, questions: Sequence[str], answer: str, now: int) -> OwnAnswer:
    """One answer to one question, said in several ways. Raises Misconfigured with one sentence."""
    if lang not in LANGUAGES:
        raise Misconfigured(f"{lang!r} is no language of ours; write one of {' '.join(LANGUAGES)}.")
    known = own_answers(tx, hub_id)
    if len(known) >= MOST_ANSWERS:
        raise Misconfigured(f"This hub has {MOST_ANSWERS} answers of its own; take one away first.")
    asked = tuple(dict.fromkeys(" ".join(clean(one, LONGEST_QUESTION + 1).split()) for one in questions))
    text = clean(answer, LONGEST_ANSWER + 1).strip()
    _check(asked, text, {fold(one): old for old in known for one in old.questions})
    id: int = tx.added(_ADD, hub_id=hub_id, lang=lang, questions="\n".join(asked), answer=text, created_at=now)
    return OwnAnswer(id, lang, asked, text)


def remove_answer(tx: Tx, hub_id: int, id: int) -> bool:
    """False where there was none with that number."""
    return bool(tx.run(_REMOVE, of_hub=hub_id, its_id=id))


def _check(asked: Sequence[str], answer: str, known: dict[str, OwnAnswer]) -> None:
    if not 1 <= len(asked) <= MOST_QUESTIONS:
        raise Misconfigured(f"These are {len(asked)} ways to ask; write 1 to {MOST_QUESTIONS}.")
    for one in asked:
        if len(one) > LONGEST_QUESTION or sum(map(str.isalpha, one)) < 3:
            raise Misconfigured(f"{one!r}: write a question of 3 to {LONGEST_QUESTION} letters.")
        if old := known.get(fold(one)):
            raise Misconfigured(f"{one!r} is answered already, by answer {old.id}.")
    if not 1 <= len(answer) <= LONGEST_ANSWER:
        raise Misconfigured(f"Write an answer of 1 to {LONGEST_ANSWER} letters.")
