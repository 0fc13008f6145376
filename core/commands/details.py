"""What can be asked of core about what an organisation is: a coordinator puts its kind, its name or its town right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correct:
    """A coordinator of another organisation changes what is not empty; its people are told."""

    organisation_id: int
    kind: str = ""
    name: str = ""
    town: str = ""
    country: str = ""  # of the town, where it was said: an ISO code
