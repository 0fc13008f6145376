"""What would a list make? Each line is checked against the hub and the lines above it; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, case, select

from core.db import Q, Tx
from core.errors import Refusal
from core.hubs import Hub
from core.intake.values import DAY, HOURS, ORGANISATION, TOWN, WHAT, Entry, Plan, Problem, Step
from core.limits import LISTINGS_A_DAY, listings_left
from core.listings import posting
from core.messages import Message, _
from core.people.members import whereabouts
from core.people.organisations import WITHOUT_PEOPLE, organisation_name, town_name
from core.tables import listing, name_column, organisation
from core.text.normal import fold, skeleton

_ALIKE = Q(
    select(
        organisation.c.id,
        name_column(organisation),
        organisation.c.status,
        case((WITHOUT_PEOPLE, 1), else_=0),
        organisation.c.zone,
    )
    .where(
        organisation.c.hub_id == bindparam("hub_id"),
        organisation.c.skeleton == bindparam("skeleton"),
        organisation.c.status != "closed",
    )
    .order_by(organisation.c.id)
)
_LISTINGS = Q(
    select(listing.c.kind, listing.c.what, listing.c.due_on).where(
        listing.c.organisation_id == bindparam("organisation_id")
    )
)
_Said = tuple[str, str, str]


class _Wrong(Exception):
    """A line that cannot be taken: its column, and what to do."""

    def __init__(self, column: str, says: Message) -> None:
        super().__init__(column)
        self.column, self.says = column, says


@dataclass
class _Known:
    """An organisation that is in the hub, or comes with a line above."""

    name: str
    id: int | None = None
    assisted: bool = True
    status: str = "approved"
    zone: str = ""
    left: int = LISTINGS_A_DAY
    said: set[_Said] = field(default_factory=set)  # what it asks for and offers already


def plan(tx: Tx, hub: Hub, entries: Iterable[Entry], now: int) -> Plan:
    """The steps and the problems of these lines; the same lines again make nothing that is here by then."""
    planning = _Planning(tx, hub, now)
    steps: list[Step] = []
    problems: list[Problem] = []
    for entry in entries:
        try:
            steps.append(planning.step(entry))
        except _Wrong as wrong:
            problems.append(Problem(entry.line, wrong.column, wrong.says))
    return Plan(tuple(steps), tuple(problems), hub.policy.starter_grant)


class _Planning:
    """The hub as it stands after the lines so far; organisations by the bones of their names."""

    def __init__(self, tx: Tx, hub: Hub, now: int) -> None:
        self._tx, self._hub, self._now = tx, hub, now
        self._by_bones: dict[str, list[_Known]] = {}

    def step(self, entry: Entry) -> Step:
        """What one line would make of the hub, and no more; raises `_Wrong` with the column and what to write."""
        name = _checked(ORGANISATION, organisation_name, entry.name)
        bones = skeleton(name)
        alike = self._alike(bones)
        same = next((one for one in alike if _same(one.name, name)), None)
        if same is None:
            return self._new(entry, name, alike)
        self._may_be_written_for(same, entry)
        return self._with_listing(Step(entry, "here" if same.id else "above", same.name, same.id), same)

    def _new(self, entry: Entry, name: str, alike: list[_Known]) -> Step:
        town = _checked(TOWN, town_name, entry.town)
        known = _Known(name, zone=whereabouts(self._hub, town, entry.country)[1])
        found = Step(
            replace(entry, name=name, town=town),
            "alike" if alike else "new",
            name,
            looks_like=alike[0].name if alike else "",
        )
        found = self._with_listing(found, known)
        alike.append(known)  # only a line that is taken: the next one names the town again
        return found

    def _alike(self, bones: str) -> list[_Known]:
        if bones not in self._by_bones:
            rows = self._tx.all(_ALIKE, hub_id=self._hub.id, skeleton=bones)
            self._by_bones[bones] = [self._here(*row) for row in rows]
        return self._by_bones[bones]

    def _here(self, id: int, name: str, status: str, assisted: int, zone: str) -> _Known:
        said = {_key(kind, what, day) for kind, what, day in self._tx.all(_LISTINGS, organisation_id=id)}
        left = listings_left(self._tx, id, self._now)
        return _Known(name, id, bool(assisted), status, zone, left, said)

    def _may_be_written_for(self, found: _Known, entry: Entry) -> None:
        if entry.post is None:
            return
        if not found.assisted:
            raise _Wrong(
                ORGANISATION,
                _(
                    "{organisation} writes to me itself. Leave this line out: it publishes its own.",
                    organisation=found.name,
                ),
            )
        if found.status not in ("pending", "approved"):
            raise _Wrong(
                ORGANISATION,
                _("{organisation} is not part of this network now. Leave it out.", organisation=found.name),
            )

    def _with_listing(self, found: Step, of: _Known) -> Step:
        """The step with its request or offer checked, which counts as there from here on."""
        post = found.entry.post
        if post is None:
            return found
        what = _checked(WHAT, lambda raw: posting.words(raw, of.name), post.what)
        try:
            posting.within(post.minutes, self._hub.policy)
        except Refusal as refused:
            raise _Wrong(HOURS, refused.message) from None
        said = _key(post.kind, what, post.due_on)
        if said in of.said:
            return found
        try:
            posting.due_day(post.due_on, of.zone, self._now)
        except Refusal as refused:
            raise _Wrong(DAY, refused.message) from None
        if of.left <= 0:
            raise _Wrong(
                WHAT,
                _("An organisation publishes at most {most} a day. Import this line tomorrow.", most=LISTINGS_A_DAY),
            )
        of.left -= 1
        of.said.add(said)
        return replace(found, posts=True)


def _checked(column: str, check: Callable[[str], str], raw: str) -> str:
    try:
        return check(raw)
    except Refusal as refused:
        raise _Wrong(column, refused.message) from None


def _same(one: str, other: str) -> bool:
    """One name written alike, but for capitals and spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _key(kind: str, what: str, day: str | None) -> _Said:
    return kind, fold(what), day or ""
