"""Pages about the bot itself: its services, what it did not understand, what did not arrive."""

from __future__ import annotations

from bot.desk.forms import AGAIN, CONCEPT, FURTHER_NAMES, LOOK, NAME, NEW_NAMES
from bot.desk.words import CHANNELS, HEAD
from core.coordination import misunderstood
from core.languages import NAMES
from core.look import Look
from core.matching import own
from core.messages import Code, Moment, _
from core.panel import lists
from core.panel.sheet import Asked, Field, Form, Part, Row, Sheet, Table

_MOST = 100


def services(look: Look, asked: Asked) -> Sheet | None:
    """The hub's own services, a form for one more, and one for names in further languages."""
    known = own.own_services(asked.tx, asked.hub_id)
    table = Table(
        (HEAD["number"], HEAD["words"], HEAD["language"]),
        tuple(Row((one.id, ", ".join(names), NAMES[lang])) for one in known for lang, names in one.names.items()),
        "services",
        _("This network has none of its own yet."),
    )
    add = Form(CONCEPT, _names(asked, NEW_NAMES), _("Add it"), (LOOK, _("See first what it finds")))
    how = _("Divide what people call it by commas, its name first. One language is enough.")
    parts = [
        Part(_("Services of our own"), table=table),
        Part(_("Add a service"), (how,), form=add),
    ]
    if known:
        which = tuple((str(one.id), next(iter(one.names.values()))[0]) for one in known)
        more = Form(NAME, (Field("service", _("Service"), choices=which), *_names(asked, FURTHER_NAMES)), _("Save"))
        new = _("Write it in the languages that it lacks. What you write replaces what stood there in that language.")
        parts.append(Part(_("Names in other languages"), (new,), form=more))
    about = (
        _(
            "What is posted from now on is found by these words too, and mostly in other languages as well. Rare words "
            "need their name in each."
        ),
    )
    return Sheet(_("Services"), about, parts=tuple(parts))


def _names(asked: Asked, fields: str) -> tuple[Field, ...]:
    """A field for each language, the reader's first."""
    langs = sorted(NAMES, key=asked.lang.__ne__)
    return tuple(Field(f"{fields}{lang}", NAMES[lang], asked.args.get(f"{fields}{lang}", "")) for lang in langs)


def missed(look: Look, asked: Asked) -> Sheet | None:
    """What was not understood, the most frequent first, without names and numbers."""
    found = misunderstood.often(asked.tx, asked.hub_id, _MOST)
    rows = tuple(
        Row(
            (
                asked.vault.shown(one.words.token.encode()),
                NAMES.get(one.lang, one.lang),
                CHANNELS.get(one.channel, one.channel),
                one.times,
                Moment(one.last_at),
            )
        )
        for one in found
    )
    head = (HEAD["words"], HEAD["language"], HEAD["channel"], HEAD["times"], HEAD["when"])
    table = Table(head, rows, "not-understood", _("I understood everything lately."))
    about = (
        _("What I did not understand, names and numbers left out:"),
        _("What people wrote is for your network alone: do not pass it on."),
    )
    return Sheet(_("Not understood"), about, parts=(Part(_("Not understood"), table=table),))


def undelivered(look: Look, asked: Asked) -> Sheet | None:
    """What did not arrive; each can be sent once more, while it still means something."""
    rows = []
    for id, name, channel, at, error, again in lists.undelivered(asked.tx, asked.hub_id, asked.now):
        send = Form(AGAIN, (Field("id", HEAD["number"], str(id), hidden=True),), _("Send again"))
        cells = (name, CHANNELS.get(channel, channel), Moment(at), Code(error or "-"))
        rows.append(Row(cells, extra=(send,) if again else ()))
    head = (HEAD["organisation"], HEAD["channel"], HEAD["when"], HEAD["why"])
    table = Table(head, tuple(rows), "undelivered", _("Everything arrived."))
    return Sheet(_("Not delivered"), parts=(Part(_("Messages that did not arrive"), table=table),))
