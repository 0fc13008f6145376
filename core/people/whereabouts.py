"""Which country and zone does a person live by? Their organisation's; a coordinator without one, the hub's.

Who has not joined yet has none; numbers and dates are written for them as in the network that has been open longest.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, literal_column, select

from core.tables import coordinator, hub, organisation, person


def _of_hub(column: ColumnElement[str]) -> ColumnElement[str]:
    coordinated = select(func.min(coordinator.c.hub_id)).where(coordinator.c.person_id == person.c.id).correlate(person)
    return select(column).where(hub.c.id == coordinated.scalar_subquery()).scalar_subquery()


def country_column() -> ColumnElement[str]:
    """For a statement that joins `person` and, outer, `organisation`: ISO code, '' when nothing tells it."""
    return func.coalesce(organisation.c.country, _of_hub(hub.c.country), literal_column("''"))


def reading_country_column() -> ColumnElement[str]:
    """The same for how numbers and dates are written, also for newcomers: one way from their first message on."""
    oldest = select(hub.c.country).where(hub.c.open == 1).order_by(hub.c.id).limit(1).correlate(None)
    return func.coalesce(func.nullif(country_column(), literal_column("''")), oldest.scalar_subquery(), "")


def zone_column(otherwise: str) -> ColumnElement[str]:
    """The same for the IANA zone; `otherwise` is one of our constants."""
    return func.coalesce(organisation.c.zone, _of_hub(hub.c.zone), literal_column(f"'{otherwise}'"))
