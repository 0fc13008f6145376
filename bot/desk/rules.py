"""The hub's rules: each in words, with what may be typed, who changed it when, and a form to change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from bot.cards.listing import MENU
from bot.desk.rulebook import BY_NAME, GROUPS, LONGEST, NO, RULES, YES, Rule
from bot.desk.words import HEAD
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience, outbox
from core.coordination.coordinators import is_deputy
from core.errors import Faster, Misconfigured, NotYours, Refusal
from core.hubs import Hub, change_policy, load_hub, lock_hub
from core.languages import NAMES
from core.look import Look
from core.messages import Code, Country, Message, Moment, Screen, Value, _
from core.panel import lists
from core.panel.sheet import Asked, Field, Form, Part, Row, Sheet, Table

RULE, TYPED = "rule", "value"
_PERSON = "person:"
_FACTS: dict[str, tuple[Message, Callable[[Any], Value]]] = {
    "name": (_("Name"), str),
    "country": (_("Country"), Country),
    "zone": (_("Time zone"), Code),
    "languages": (_("Languages"), lambda languages: ", ".join(NAMES[lang] for lang in languages)),
    "open": (_("People can join without an invitation"), lambda is_open: YES if is_open else NO),
}
"""What is no rule and only the command line changes (core/hub_facts.py): in words, and how its value is said."""
_TOGETHER = _("The shortest exchange would be longer than the longest one. Change the other one first.")


def rules(look: Look, asked: Asked) -> Sheet | None:
    """All of them and every change; one with its form."""
    hub = load_hub(asked.tx, asked.hub_id)
    if hub is None or not 0 <= asked.id <= len(RULES):
        return None
    return _one(asked, hub, RULES[asked.id - 1]) if asked.id else _all(asked, hub)


def _all(asked: Asked, hub: Hub) -> Sheet:
    number = {rule.name: place for place, rule in enumerate(RULES, 1)}
    parts = tuple(_group(hub, name, title, rules, number) for name, title, rules in GROUPS)
    about = (_("Open a rule to change it. Exchanges that are under way keep the deadlines that they began with."),)
    return Sheet(_("Rules"), about, parts=(*parts, _changes(asked)))


def _group(hub: Hub, name: str, title: Message, rules: tuple[Rule, ...], number: dict[str, int]) -> Part:
    rows = tuple(
        Row(
            (rule.meaning, rule.said(getattr(hub.policy, rule.name)), rule.said(rule.usual)),
            link=f"rules/{number[rule.name]}",
        )
        for rule in rules
    )
    return Part(title, table=Table((HEAD["rule"], _("Now"), _("Usual")), rows, f"rules-{name}"))


def _one(asked: Asked, hub: Hub, rule: Rule) -> Sheet:
    now = getattr(hub.policy, rule.name)
    kept = (_("Exchanges that are under way keep the rule that they began with."),) if rule.is_copied else ()
    choices = (("yes", YES), ("no", NO)) if rule.is_choice else ()
    fields = (
        Field("rule", HEAD["rule"], rule.name, hidden=True),
        Field("was", HEAD["before"], rule.shown(now), hidden=True),
        Field(TYPED, _("From now on"), asked.args.get(TYPED, rule.shown(now))[:LONGEST], choices, longest=LONGEST),
    )
    form = () if _reads_only(asked) else (Part(_("Change it"), form=Form(RULE, fields, _("Change the rule"))),)
    figures = ((_("Now"), rule.said(now)), (_("Usual"), rule.said(rule.usual)))
    return Sheet(rule.meaning, (rule.what_to_write(), *kept), figures, (*form, _changes(asked, rule.name)))


def _reads_only(asked: Asked) -> bool:
    return is_deputy(asked.tx, asked.person_id, asked.hub_id)


# ---- who changed what ---------------------------------------------------------------------------------------------


def _changes(asked: Asked, only: str = "") -> Part:
    rows = tuple(_change(asked, *row) for row in lists.policy_changes(asked.tx, asked.hub_id) if only in ("", row[1]))
    head = (HEAD["when"], HEAD["rule"], HEAD["before"], HEAD["after"], HEAD["who"])
    return Part(_("Every change"), table=Table(head, rows, "changes", _("Nothing was changed yet.")))


def _change(asked: Asked, at: int, name: str, old: str, new: str, actor: str) -> Row:
    meaning, said = _worded(name)
    before, after = (said(orjson.loads(text)) for text in (old, new))
    return Row((Moment(at), meaning, before, after, _who(asked, actor)))


def _worded(name: str) -> tuple[Value, Callable[[Any], Value]]:
    if rule := BY_NAME.get(name):
        return rule.meaning, rule.said
    return _FACTS.get(name) or (Code(name), lambda value: Code(str(value)))


def _who(asked: Asked, actor: str) -> Value:
    if actor == "operator":
        return _("whoever runs the server")
    if not actor.startswith(_PERSON):
        return actor
    id = int(actor.removeprefix(_PERSON))
    if id == asked.person_id:
        return _("you")
    for name in lists.organisations_of(asked.tx, asked.hub_id, id):
        return _("the coordination ({organisation})", organisation=name)
    return _("the coordination")


# ---- changing -----------------------------------------------------------------------------------------------------


def change_rule(asked: Asked) -> Message:
    """A coordinator of the hub sets one value; the others hear of it. Who stands in from outside changes nothing."""
    rule = BY_NAME.get(asked.args.get("rule", ""))
    if rule is None:
        raise NotYours
    if _reads_only(asked):
        raise Refusal(_("Who stands in from outside changes no rules. Ask a coordinator of the network."))
    lock_hub(asked.tx, asked.hub_id)
    before = _now(asked, rule)
    if asked.args.get("was", "") != rule.shown(before):
        raise Faster(_("Somebody else changed this rule meanwhile. Look at it again."))
    after = _read(rule, asked.args.get(TYPED, ""))
    if after == before:
        return _("“{rule}” is already set like that.", rule=rule.meaning)
    try:
        change_policy(asked.tx, asked.hub_id, f"{_PERSON}{asked.person_id}", rule.name, after, asked.now)
    except Misconfigured:
        raise Refusal(_TOGETHER) from None
    _tell_others(asked, rule, before, after)
    return _("Changed: {rule}. Now: {after}. Before: {before}.", **_values(rule, before, after))


def _now(asked: Asked, rule: Rule) -> object:
    hub = load_hub(asked.tx, asked.hub_id)
    if hub is None:
        raise NotYours
    now: object = getattr(hub.policy, rule.name)
    return now


def _read(rule: Rule, typed: str) -> object:
    try:
        found: object = rule.read(typed)
    except Misconfigured:
        raise Refusal(_("“{rule}” was not changed. {do}", rule=rule.meaning, do=rule.what_to_write())) from None
    return found


def _values(rule: Rule, before: object, after: object) -> dict[str, Value]:
    return {"rule": rule.meaning, "before": rule.said(before), "after": rule.said(after)}


def _tell_others(asked: Asked, rule: Rule, before: object, after: object) -> None:
    hub = load_hub(asked.tx, asked.hub_id)
    line = _(
        "Another coordinator of {hub} changed a rule: {rule}. Now: {after}. Before: {before}.",
        hub=hub.name if hub else "",
        **_values(rule, before, after),
    )
    tell = Telling(asked.tx, asked.now, None, None)
    ears = [ear for ear in audience.coordinators(asked.tx, asked.hub_id, asked.now) if ear.person_id != asked.person_id]
    screen = Screen((line,), (MENU,), brief=briefs.COORDINATION)
    tell.alert(ears, screen, f"rule:{asked.hub_id}:{rule.name}:{asked.now}", DEFAULT_MS)
    if tell.alerts:
        outbox.enqueue(asked.tx, tell.alerts, asked.now)
