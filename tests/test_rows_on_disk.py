"""A large table lies in a file, and whoever asks for rows notices nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
import pytest

from core.rows_on_disk import RowsOnDisk, on_disk

TABLE = np.arange(60, dtype=np.uint8).reshape(12, 5)


def test_rows_come_in_the_order_asked_and_twice_if_asked_twice() -> None:
    kept = on_disk(TABLE)
    assert isinstance(kept, RowsOnDisk)
    wanted = np.array([11, 0, 3, 3])
    assert kept[wanted].tolist() == TABLE[wanted].tolist()
    assert kept[wanted[:0]].shape == (0, 5)
    assert len(kept) == 12


@pytest.mark.parametrize("row", [-1, 12])
def test_a_row_that_is_not_there_is_an_error_and_not_some_bytes(row: int) -> None:
    with pytest.raises(IndexError):
        on_disk(TABLE)[np.array([row])]


def test_a_process_that_was_forked_reads_the_same_rows() -> None:
    kept = on_disk(TABLE)
    child = os.fork()
    if not child:
        os._exit(0 if kept[np.array([7])].tolist() == [TABLE[7].tolist()] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert kept[np.array([8])].tolist() == [TABLE[8].tolist()]


def test_where_no_file_can_be_written_the_table_stays_in_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert on_disk(TABLE) is TABLE
