"""What nobody should be told any more: alerts that wait for the day, or in a lane, and speak of what has changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Select, Text, bindparam, delete, select, union_all, update

from core.db import Q
from core.tables import address, held_alert, membership, outbound


def untelling(organisations: Select[Any]) -> tuple[Q, Q]:
    """Two statements that take `button`, the beginning of a choice's id: what waits for people of these organisations
    and has such a choice is dropped.
    """
    theirs = _addresses(organisations)
    for_day = delete(held_alert).where(
        held_alert.c.address_id.in_(theirs), held_alert.c.screen.contains(bindparam("button"))
    )
    in_lane = (
        update(outbound)
        .where(
            outbound.c.lane_id.in_(theirs),
            outbound.c.state == "waiting",
            outbound.c.kind == "alert",
            outbound.c.screen.contains(bindparam("button")),
        )
        .values(state="dropped", error="stale")
    )
    return Q(for_day), Q(in_lane)


def unheard(organisation: Select[Any]) -> Q:
    """For whom of that organisation the first word of an exchange still waits: address ids, by the `first` of its keys.

    The keys in the outbox may have something in front, so `first` is a pattern.
    """
    theirs = _addresses(organisation)
    first: BindParameter[str] = bindparam("first", type_=Text)
    return Q(
        union_all(
            select(held_alert.c.address_id).where(held_alert.c.address_id.in_(theirs), held_alert.c.dedupe.like(first)),
            select(outbound.c.lane_id).where(
                outbound.c.lane_id.in_(theirs), outbound.c.state == "waiting", outbound.c.dedupe.like(first)
            ),
        )
    )


def _addresses(organisations: Select[Any]) -> Select[Any]:
    return (
        select(address.c.id)
        .join(membership, membership.c.person_id == address.c.person_id)
        .where(membership.c.organisation_id.in_(organisations))
    )
