"""Would the provider take this message? The simulator's telephones judge by the rules of the local servers."""

from __future__ import annotations

from bot.channels.channel import Filled, Outgoing, Rejected, WindowClosed
from bot.channels.wire import rows
from bot.doubles import rules
from bot.simulator.phone import Phone


def check(channel: str, phone: Phone, outgoing: Outgoing, now: int) -> None:
    """Raises what the channel would raise: Rejected, or WindowClosed outside WhatsApp's 24 hours."""
    if channel == "telegram":
        _telegram(outgoing)
    elif channel == "whatsapp":
        _whatsapp(outgoing, phone.heard.get(channel), now)
    elif channel == "sms":
        _refuse(rules.twilio_body(outgoing.text))


def _telegram(outgoing: Outgoing) -> None:
    judge = rules.telegram_caption if outgoing.attached else rules.telegram_text
    drawn = [[(one.label, one.data) for one in row] for row in rows(outgoing.buttons)]
    wrong = judge(outgoing.text) or rules.telegram_rows(drawn)
    if wrong:
        raise Rejected(f"400 {wrong}")


def _whatsapp(outgoing: Outgoing, heard_at: int | None, now: int) -> None:
    """Of whom nothing was heard since this network began, only the house knows when they last wrote."""
    content = outgoing.content
    template = content is not None and not outgoing.buttons
    if heard_at is not None and not template and not rules.is_open(heard_at, now):
        raise WindowClosed("63016")
    if content is None:
        _refuse(rules.twilio_body(outgoing.text, with_file=outgoing.attached is not None))
    else:
        _content(outgoing.text, content, template=template)


def _content(text: str, content: Filled, *, template: bool) -> None:
    _refuse(rules.variables(content.variables))
    if template:
        _refuse(rules.whatsapp_content(rules.QUICK_REPLY, text, (), approved=True))
        return
    values = content.variables[1:]
    choices = list(zip(values[::2], values[1::2], strict=True))
    kind = rules.QUICK_REPLY if len(choices) <= rules.QUICK_REPLIES else rules.LIST
    _refuse(rules.whatsapp_content(kind, content.variables[0], choices, approved=False))


def _refuse(wrong: rules.Code | None) -> None:
    if wrong:
        raise Rejected(str(wrong[0]))
