"""What everybody may read about a hub that has a page: counts of organisations by field, and how it is doing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.look.data import SummaryCard


class SharedField(NamedTuple):
    """A field of services, by its name in each language: how many organisations offer there, how many ask; exact."""

    names: Mapping[str, str]
    offering: int
    asking: int


@dataclass(frozen=True, slots=True)
class PublicHub:
    """`services` are those of enough organisations, each by its name in each language."""

    id: int
    name: str
    slug: str  # "3-red-sur": what stands in its address
    languages: tuple[str, ...]
    country: str
    fields: tuple[SharedField, ...]
    services: tuple[Mapping[str, str], ...]
    figures: SummaryCard
