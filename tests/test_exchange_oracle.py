"""Random lives of a hub, each step as the oracle in tests/lives says, and the ledger added up after it.

On SQLite everything is added up after every step, on PostgreSQL, where that is many round trips, after every tenth.
`python -m tests.lives --steps 1000000` plays others.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lives.play import on_postgres, on_sqlite, play

TRANSITIONS = {f"t{number:02}" for number in range(1, 20)}
ALSO = {
    *("grant", "limits", "donation", "donation to the fund", "fund asked", "fund approved", "fund by rule"),
    *("fund lapsed", "agreed by the fund", "gift agreed", "gift settled", "line grown", "erased"),
    *("put right", "reminded", "frozen", "paused", "excused", "t13 not reached", "t16 undecided"),
}


def test_twenty_thousand_steps_on_sqlite_go_as_the_oracle_says(
    sqlite_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = play(on_sqlite(sqlite_template), 260)
    with capsys.disabled():
        print(f"\n{part.steps} steps: " + ", ".join(f"{what} {many}" for what, many in sorted(part.played.items())))
    assert part.steps >= 20_000
    for what, many in list(part.played.items()):
        if what[3:]:
            part.played[what[:3]] += many  # "t05 declined" is t05 too
    assert {one for one in TRANSITIONS | ALSO if not part.played[one]} == set()


def test_over_a_thousand_steps_on_postgresql_go_as_the_oracle_says(postgres_template: str) -> None:
    assert play(on_postgres(postgres_template), 20, every=10).steps >= 1000
