"""`python -m bench.volunteers`: plays conversations and prints what became of them."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import bench.volunteers as volunteers
from bench.volunteers.cast import LANGUAGES


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.volunteers", description=(volunteers.__doc__ or "").split("\n", 1)[0]
    )
    parser.add_argument("--half", choices=volunteers.HALVES, default="train", help="whose sentences are said")
    parser.add_argument("--pools", type=Path, default=volunteers.FOLDER, metavar="FOLDER", help="where the halves are")
    parser.add_argument("--conversations", type=int, default=336, metavar="N", help="how many; 10000 for the record")
    parser.add_argument("--seed", type=int, default=1, help="another one draws other people and sentences")
    parser.add_argument("--goal", nargs="+", choices=tuple(volunteers.GOALS), default=[], metavar="KIND")
    parser.add_argument("--language", nargs="+", choices=LANGUAGES, default=[])
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--traces", type=Path, metavar="FILE", help="write each conversation that was not simply done")
    told = parser.parse_args()
    whos = list(volunteers.drawn(told.seed, told.conversations, tuple(told.goal), tuple(told.language)))
    began = time.monotonic()
    outcomes = volunteers.run(whos, told.pools / told.half, told.jobs, shows=True)
    took = time.monotonic() - began
    print("\n".join(volunteers.table(outcomes)))
    print("\n".join(volunteers.causes(outcomes)))
    print(f"\n{len(outcomes)} conversations, {took / max(len(outcomes), 1):.2f} s each, --half {told.half}")
    if told.traces:
        volunteers.write_traces(outcomes, told.traces)


if __name__ == "__main__":
    main()
