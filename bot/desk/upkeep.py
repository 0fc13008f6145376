"""Pages about the bot itself: its services, what it did not understand, what did not arrive."""

from __future__ import annotations

from bot.desk.forms import AGAIN, CONCEPT, LOOK
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
    """The hub's own services, and a form for one more."""
    rows = tuple(Row((", ".join(one.labels), NAMES[one.lang])) for one in own.own_services(asked.tx, asked.hub_id))
    table = Table((HEAD["words"], HEAD["language"]), rows, "services", _("This network has none of its own yet."))
    choices = tuple(NAMES.items())
    form = Form(
        CONCEPT,
        (
            Field("words", _("What people call it, divided by commas; its name first"), asked.args.get("words", "")),
            Field("lang", HEAD["language"], asked.args.get("lang", asked.lang), choices),
        ),
        _("Add it"),
        (LOOK, _("See first what it finds")),
    )
    about = (_("What is posted from now on is found by these words too, in every language."),)
    title = _("Services")
    return Sheet(title, about, parts=(Part(_("Services of our own"), table=table), Part(_("Add a service"), form=form)))


def missed(look: Look, asked: Asked) -> Sheet | None:
    """What was not understood, the most frequent first, without names and numbers."""
    found = misunderstood.often(asked.tx, asked.hub_id, _MOST)
    rows = tuple(
        Row((asked.vault.open(one.words.token.encode()), NAMES.get(one.lang, one.lang), one.times, Moment(one.last_at)))
        for one in found
    )
    head = (HEAD["words"], HEAD["language"], HEAD["times"], HEAD["when"])
    table = Table(head, rows, "not-understood", _("I understood everything lately."))
    about = (_("What I did not understand, names and numbers left out:"),)
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
