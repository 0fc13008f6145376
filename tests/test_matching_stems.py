"""Stems of our labels' words are kept in a file: they are what the stemmers say, and others are worked out."""

from __future__ import annotations

from core.matching import label_stems
from core.matching.stems import stored, worked_out
from core.matching.words import stem


def test_stems_of_all_labels_are_stored_as_the_stemmers_have_them() -> None:
    kept = {(lang, word): stem for lang, word, stem in stored()}
    asked = {(lang, word) for lang, listed in label_stems.asked().items() for word in listed}
    assert asked - kept.keys() == set(), "run: python -m core.matching.label_stems"
    assert all(stem == (worked_out(word, lang) or word) for (lang, word), stem in kept.items())


def test_a_word_of_no_label_has_the_stem_that_its_stemmer_says() -> None:
    assert ("es", "desatornillando") not in {(lang, word) for lang, word, _stem in stored()}
    assert stem("desatornillando", "es") == worked_out("desatornillando", "es") == "desatornill"
