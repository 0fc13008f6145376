"""Random lives of a hub, each step as the oracle in tests/lives says, and the ledger added up after it.

`python -m tests.lives --steps 1000000` plays others, with `--on postgresql` there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lives.play import on_postgres, on_sqlite, play, play_all

TRANSITIONS = {f"t{number:02}" for number in range(1, 20)}
ALSO = {
    *("grant", "limits", "donation", "donation to the fund", "fund asked", "fund approved", "fund by rule"),
    *("fund lapsed", "agreed by the fund", "gift agreed", "gift settled", "line grown", "line taken back", "erased"),
    *(
        "put right",
        "reminded",
        "told before the day",
        "frozen",
        "thawed",
        "one frozen",
        "one thawed",
        "paused",
        "excused",
        "t13 not reached",
        "t16 undecided",
        "followed",
        "changed",
        "outdated",
        "more hours than agreed",
        "agreed in parts",
        "agreed in parts by the fund",
        "the later parts cancelled",
    ),
}


@pytest.mark.wide
def test_ten_thousand_steps_on_sqlite_go_as_the_oracle_says(
    sqlite_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = TRANSITIONS | ALSO
    steps, played = play_all(on_sqlite(sqlite_template), 130, 10_000, wanted)
    with capsys.disabled():
        print(f"\n{steps} steps: " + ", ".join(f"{what} {many}" for what, many in sorted(played.items())))
    assert steps >= 10_000
    assert {one for one in wanted if not played[one]} == set()


def test_over_a_thousand_steps_on_sqlite_go_as_the_oracle_says(sqlite_template: Path) -> None:
    assert play(on_sqlite(sqlite_template), 20, seed=1).steps >= 1000


@pytest.mark.wide
def test_over_a_thousand_steps_on_postgresql_go_as_the_oracle_says(postgres_template: str) -> None:
    assert play(on_postgres(postgres_template), 20, seed=1).steps >= 1000
