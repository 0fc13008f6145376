"""What happened to hours outside an exchange: given away, asked of the fund, and what may be received grew."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promised:
    """Hours for another organisation, or for the hub's fund (`to_id` None), are set aside; they move at `until`."""

    hold_id: int
    from_id: int
    to_id: int | None
    minutes: int
    until: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """They were taken back before they moved; or could not move (`by_clock`), as one of the two is not in the network
    any more.
    """

    hold_id: int
    from_id: int
    to_id: int | None
    minutes: int
    by_clock: bool = False


@dataclass(frozen=True, slots=True)
class Donated:
    """Hours that an organisation gave to another one, or to the hub's fund (`to_id` None), have moved."""

    entry_id: int
    hub_id: int
    from_id: int
    to_id: int | None
    minutes: int
    seen: bool = False  # coordinators now have a case about who gave to it (core/accounts/pumping.py)


@dataclass(frozen=True, slots=True)
class FundAsked:
    """The fund was asked to carry a request; coordinators decide."""

    request_id: int


@dataclass(frozen=True, slots=True)
class FundDecided:
    """The fund carries it or not; `by_rule` where nobody was asked, `words` why not, as the vault's token."""

    request_id: int
    approved: bool
    by_rule: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class FundLapsed:
    """Nobody used what the fund had promised."""

    request_id: int


@dataclass(frozen=True, slots=True)
class LineGrown:
    """An organisation may receive more before it gives: it helped one more that it had not helped before."""

    organisation_id: int
    more: int
    line: int


FundEvent = Promised | TakenBack | Donated | FundAsked | FundDecided | FundLapsed | LineGrown
