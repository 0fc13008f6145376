"""What does an alert say where WhatsApp takes only texts that were approved beforehand? One sentence for each kind.

A kind keeps its meaning and its places for ever, since approved templates outlive releases. No kind names the other
side: a lock screen shows it, and Twilio keeps it. Relayed words and discreet alerts go as kinds that name nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.messages import NEWS, Brief, Message, Option, _

SEE = Option("t:see", _("See it"))
"""The template's only button; also what `1` means after it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`sentence` has the places, in order; `samples` what WhatsApp's reviewers see in them."""

    sentence: Message
    samples: Mapping[str, str] = field(default_factory=dict)
    category: str = "UTILITY"

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(self.samples)


_NUMBER = {"number": "1001"}
_OURS = {"organisation": "Casa Luz"}
_CASE = {"case": "12"}

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        NEWS: Kind(_("ComuniDAS has news for you. To read it, press the button or write 1.")),
        "message": Kind(
            _("Somebody has sent you a message through ComuniDAS. To read it, press the button or write 1."),
        ),
        "answer": Kind(
            _("Exchange {number} waits for your answer. To see it, press the button or write 1.", **_NUMBER),
            _NUMBER,
        ),
        "exchange": Kind(
            _("There is news about exchange {number}. To see it, press the button or write 1.", **_NUMBER),
            _NUMBER,
        ),
        "suggestion": Kind(
            _(
                "We found a possible exchange, number {number}. To see it, press the button or write 1.",
                **_NUMBER,
            ),
            _NUMBER,
        ),
        "hours": Kind(
            _("There is news about the hours of {organisation}. To see it, press the button or write 1.", **_OURS),
            _OURS,
        ),
        "listing": Kind(
            _(
                "There is news about what {organisation} needs or offers. To see it, press the button or write 1.",
                **_OURS,
            ),
            _OURS,
        ),
        "organisation": Kind(
            _("There is news about {organisation} in ComuniDAS. To see it, press the button or write 1.", **_OURS),
            _OURS,
        ),
        "digest": Kind(_("Your summary from ComuniDAS is ready. To see it, press the button or write 1.")),
        "coordination": Kind(
            _("Something waits for you as a coordinator of ComuniDAS. To see it, press the button or write 1."),
        ),
        "case": Kind(
            _("Case {case} waits for you in ComuniDAS. To see it, press the button or write 1.", **_CASE),
            _CASE,
        ),
        "danger": Kind(
            _(
                "URGENT: somebody who wrote to ComuniDAS may be in danger, case {case}. They need an answer now. To "
                "read it, press the button or write 1.",
                **_CASE,
            ),
            _CASE,
        ),
    }
)

UNNAMED, DIGEST, COORDINATION, MESSAGE = Brief(NEWS), Brief("digest"), Brief("coordination"), Brief("message")


def answer(number: int) -> Brief:
    """It waits on whoever reads it."""
    return Brief("answer", {"number": str(number)})


def exchange(number: int) -> Brief:
    return Brief("exchange", {"number": str(number)})


def suggestion(number: int) -> Brief:
    return Brief("suggestion", {"number": str(number)})


def hours(organisation: str) -> Brief:
    return Brief("hours", {"organisation": organisation})


def listing(organisation: str) -> Brief:
    return Brief("listing", {"organisation": organisation})


def organisation(name: str) -> Brief:
    return Brief("organisation", {"organisation": name})


def case(id: int) -> Brief:
    return Brief("case", {"case": str(id)})


def danger(case_id: int) -> Brief:
    """Somebody may be in danger: never put off, whatever else waits."""
    return Brief("danger", {"case": str(case_id)})
