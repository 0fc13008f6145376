"""Organisations without a phone as coordinators see them, and what such an organisation is asked to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Offline(NamedTuple):
    """An approved organisation without a phone."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class AssistedCard:
    """What a coordinator did in an exchange for an organisation; `minutes` are those that moved, or were agreed."""

    id: int
    exchange_id: int
    number: int
    version: int
    state: str
    what: str
    minutes: int
    organisation: str
    other: str
    gives: bool
