"""What can be asked of core about what an organisation is: its people or a coordinator put its name or town right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rename:
    """Somebody of an organisation says what it is called and where it is; what is as before changes nothing."""

    name: str
    town: str
    country: str = ""  # of the town, where it was said: an ISO code


@dataclass(frozen=True, slots=True)
class Correct:
    """A coordinator of another organisation changes what is not empty; its people are told."""

    organisation_id: int
    kind: str = ""
    name: str = ""
    town: str = ""
    country: str = ""  # of the town, where it was said: an ISO code
