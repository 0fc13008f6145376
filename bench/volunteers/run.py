"""A run of many conversations, in several processes where told."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from bench.volunteers.play import Outcome, Who, converse
from bench.volunteers.pools import Pools, read
from bench.volunteers.world import scratch

_TOGETHER = 12
"""Conversations that a process plays before it is asked again."""
_WIDTH = 40


def run(whos: Sequence[Who], folder: Path, jobs: int = 1, *, shows: bool = False) -> list[Outcome]:
    """What came of each, in order; `folder` holds the pools. `shows` a bar of progress on stderr."""
    handfuls = [tuple(whos[at : at + _TOGETHER]) for at in range(0, len(whos), _TOGETHER)]
    found: list[Outcome] = []
    for outcomes in _played(handfuls, folder, jobs):
        found += outcomes
        if shows:
            _bar(len(found), len(whos))
    if shows:
        print(file=sys.stderr)
    return found


def _played(handfuls: Sequence[tuple[Who, ...]], folder: Path, jobs: int) -> Iterator[list[Outcome]]:
    if jobs <= 1:
        yield from (_play(handful, str(folder)) for handful in handfuls)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_play, handfuls, [str(folder)] * len(handfuls))


def _play(whos: tuple[Who, ...], folder: str) -> list[Outcome]:
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with scratch() as place:
            return [converse(who, _pools(folder), Path(place)) for who in whos]
    finally:
        logging.disable(before)


@cache
def _pools(folder: str) -> Pools:
    return Pools(read(Path(folder)))


def _bar(done: int, of: int) -> None:
    filled = _WIDTH * done // max(of, 1)
    print(f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{of}", end="", file=sys.stderr, flush=True)

