"""What one check of `doctor` found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` was checked, how it stands, and the cure where it is not `fine`."""

    what: str
    fine: bool
    how: str
    cure: str = ""

    def __str__(self) -> str:
        line = f"{'ok     ' if self.fine else 'PROBLEM'}  {self.what}: {self.how}"
        return f"{line}\n         → {self.cure}" if self.cure else line
