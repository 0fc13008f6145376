"""What can be asked of core about pages of an organisation that others may open: plain values, like core/commands/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A link to a page of the acting organisation: 'statement' or 'poster' until it is closed, 'report' for a week."""

    kind: str


@dataclass(frozen=True, slots=True)
class ClosePage:
    """That page is there for nobody any more."""

    kind: str


Pages = OpenPage | ClosePage
