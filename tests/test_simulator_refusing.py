"""The simulator's telephones take what the real ones would, and refuse the rest: by the rules of the strict doubles."""

from __future__ import annotations

import pytest

from bot.channels.channel import Button, Filled, Outgoing, Rejected, WindowClosed
from bot.simulator.phone import Phone
from bot.simulator.refusing import check
from core.policy import DAY_MS
from core.relay.pieces import Attached

NOW = 1_795_543_200_000
FILE = Attached("photo", data=b"x")


def phone(heard_at: int | None = NOW) -> Phone:
    heard = {} if heard_at is None else {"whatsapp": heard_at}
    return Phone("a", 1, "es", "whatsapp", {"whatsapp": "whatsapp:+50499990001"}, (0.0, 0.0), heard=heard)


def choices(count: int, label: str = "No {n}", data: str = "d{n}") -> Outgoing:
    """A screen inside the window with so many choices, as the book of Contents makes it."""
    made = [Button(data.format(n=n), label.format(n=n)) for n in range(count)]
    pairs = (value for one in made for value in (one.label, one.data))
    return Outgoing("¿Cuál?", tuple(made), Filled(1, "HX1", ("¿Cuál?", *pairs)))


@pytest.mark.parametrize(
    ("channel", "outgoing"),
    [
        ("telegram", Outgoing("x" * 4096, (Button("d" * 64, "Menú"),))),
        ("telegram", Outgoing("x" * 1024, attached=FILE)),
        ("whatsapp", Outgoing("x" * 1600)),
        ("whatsapp", choices(3)),
        ("whatsapp", choices(10)),
        ("whatsapp", Outgoing("a template", content=Filled(1, "HX1", ("1001",)))),
        ("whatsapp", Outgoing("", attached=FILE)),
        ("sms", Outgoing("x" * 1600)),
        ("console", Outgoing("")),
    ],
)
def test_what_the_provider_takes_is_shown(channel: str, outgoing: Outgoing) -> None:
    check(channel, phone(), outgoing, NOW)


@pytest.mark.parametrize(
    ("channel", "outgoing", "code"),
    [
        ("telegram", Outgoing("x" * 4097), "400 message is too long"),
        ("telegram", Outgoing(" "), "400 message text is empty"),
        ("telegram", Outgoing("\ud800"), "400 strings must be encoded in UTF-8"),
        ("telegram", Outgoing("x" * 1025, attached=FILE), "400 message caption is too long"),
        ("telegram", Outgoing("x", (Button("ض" * 33, "Menú"),)), "400 BUTTON_DATA_INVALID"),
        ("telegram", Outgoing("x", (Button("m", ""),)), "400 inline keyboard button text must be non-empty"),
        ("telegram", Outgoing("x", tuple(Button(f"{n}", "x" * 20) for n in range(101))), "400 REPLY_MARKUP_TOO_LONG"),
        ("whatsapp", Outgoing("x" * 1601), "21617"),
        ("whatsapp", Outgoing(""), "21602"),
        ("whatsapp", choices(11), "63021"),
        ("whatsapp", choices(2, label="the same"), "63021"),
        ("whatsapp", choices(2, label="{n}" + "x" * 20), "63021"),
        ("whatsapp", choices(5, label="{n}" + "x" * 24), "63021"),
        ("whatsapp", choices(2, data="{n}" + "d" * 200), "63021"),
        ("whatsapp", choices(2, data=""), "21656"),
        ("whatsapp", Outgoing("a template", content=Filled(1, "HX1", ("",))), "21656"),
        ("whatsapp", Outgoing("x" * 1025, content=Filled(1, "HX1", ("1001",))), "63021"),
        ("sms", Outgoing("x" * 1601), "21617"),
    ],
)
def test_what_the_provider_refuses_is_refused_here(channel: str, outgoing: Outgoing, code: str) -> None:
    with pytest.raises(Rejected) as caught:
        check(channel, phone(), outgoing, NOW)
    assert caught.value.code == code


def test_outside_the_24_hours_only_a_template_is_taken() -> None:
    template = Outgoing("a template", content=Filled(1, "HX1", ("1001",)))
    for outgoing in (Outgoing("x"), choices(2)):
        check("whatsapp", phone(), outgoing, NOW + DAY_MS - 1)
        with pytest.raises(WindowClosed):
            check("whatsapp", phone(), outgoing, NOW + DAY_MS)
    check("whatsapp", phone(), template, NOW + DAY_MS)
    check("whatsapp", phone(None), Outgoing("x"), NOW)  # when they last wrote is known to the house alone
