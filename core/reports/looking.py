"""`ReportsLook` on an open transaction."""

from __future__ import annotations

from core.coordination.coordinators import hubs_of
from core.look.reports import PosterCard, ReportCard, SharedCard
from core.reader import Reader
from core.reports import sharing
from core.reports.figures import report
from core.reports.periods import period_of


class Reporting(Reader):
    """See core/look/reports.py."""

    def report(self, code: str) -> ReportCard | None:
        return self._report(self.me.hub_id, code, self.me.organisation_id or 0) if self.me.joined else None

    def hub_report(self, code: str) -> ReportCard | None:
        hubs = hubs_of(self._tx, self.me.person_id)
        return self._report(min(hubs), code, 0) if hubs else None

    def shared(self, kind: str) -> SharedCard | None:
        mine = self.me.organisation_id
        return sharing.opened(self._tx, self._vault, mine, kind, self.now, self.web) if mine else None

    def poster(self, number: int) -> PosterCard | None:
        return sharing.poster(self._tx, number=number)

    def _report(self, hub_id: int, code: str, organisation_id: int) -> ReportCard | None:
        period = period_of(code)
        return report(self._tx, hub_id, period, self.me.zone, self.me.lang, organisation_id) if period else None
