"""Danger is heard and abuse is held, in five languages; what is ordinary passes. How well: docs/moderation.md."""

import re
from functools import cache
from pathlib import Path

import pytest

from bench.moderation import everyday, missed, read_set, taken
from core import encoder, moderation
from core.moderation import ABUSES, DANGERS, abuse, danger, patterns
from core.moderation.model import KINDS, chances

pytestmark = pytest.mark.words

_PACKAGE = Path(moderation.__file__).parent
_READ_TEXTS = "__init__.py", "model.py", "patterns.py"  # beside them lies what keeps, sealed, what was held or reported


@pytest.mark.parametrize(("text", "kind"), [
    ("i don't want to live any more", "self_harm"),
    ("no puedo más, quiero desaparecer", "self_harm"),
    ("me quiero ir de este mundo", "self_harm"),
    ("le bénévole qui est venu a touché ma fille", "child"),
    ("me violaron anoche", "sexual"),
    ("he is outside with a knife", "violence"),
    ("mi marido me quiere matar", "violence"),
    ("gozy beyedrabni el7a2oni", "violence"),
    ("she does not breathe", "emergency"),
    ("there's fire in the house", "emergency"),
    ("se está desangrando", "emergency"),
    ("الحقونا البيت بيولع والعيال جوه", "emergency"),
])  # fmt: skip
def test_safety_04_danger_is_heard_and_what_kind(text: str, kind: str) -> None:
    assert danger(text) == kind


@pytest.mark.parametrize(("text", "kind"), [
    ("send your bank card number", "scam"),
    ("send money and i will double it", "scam"),
    ("pague por western union primero", "scam"),
    ("donne-moi ton code whatsapp", "scam"),
    ("voy a quemar el bus de esos", "threat"),
    ("hijo de puta", "insult"),
    ("os ciganos são todos ladrões", "hate"),
    ("ابعتيلي صورك عريانة", "sexual"),
])  # fmt: skip
def test_safety_05_abuse_is_held_and_what_kind(text: str, kind: str) -> None:
    assert abuse(text) == kind


@pytest.mark.parametrize("text", [
    "I'm dying of laughter", "me muero de hambre", "matar dos pájaros de un tiro", "this heat kills me",
    "suicide prevention workshop", "workshop against violence", "first-aid course", "kill the process",
    "domestic violence legal advice", "need a driver", "card games for children", "we teach how to avoid scams",
    "need a translator for a bank form", "burn CDs", "pest control: kill rats", "self-defence class for women",
    "beating eggs", "shelter for victims of violence", "legal help for raped women",
    "curso de primeros auxilios", "la clave del wifi está en la puerta", "هموت من الضحك", "je meurs de faim", "",
])  # fmt: skip
def test_safety_05_what_is_ordinary_passes_both(text: str) -> None:
    assert (danger(text), abuse(text)) == ("", "")


_FURTHER = (("dev", 0.95), ("others", 0.8), ("wide.held", 0.7), ("blind", 0.75))


@cache
def _share(what: str, of: str, half: str) -> float:
    said = everyday(half) if of == "everyday" else read_set(of, half)
    found = len(said) - len(missed(what, said)) if of == what else len(taken(what, said))
    return found / len(said)


@pytest.mark.parametrize(("half", "least"), [
    ("test", 0.95), *(pytest.param(*half, marks=pytest.mark.wide) for half in _FURTHER),
])  # fmt: skip
def test_safety_04_of_all_cries_for_help_so_many_are_heard(half: str, least: float) -> None:
    assert _share("danger", "danger", half) >= least


@pytest.mark.wide
@pytest.mark.parametrize(("half", "least"), [
    ("dev", 0.95), ("test", 0.95), ("others", 0.8), ("wide.held", 0.7), ("blind", 0.75),
])  # fmt: skip
def test_safety_05_of_all_abuse_so_much_is_held(half: str, least: float) -> None:
    assert _share("abuse", "abuse", half) >= least


@pytest.mark.wide
@pytest.mark.parametrize(("what", "of", "half", "most"), [
    ("danger", "everyday", "wide.held", 0.012), ("abuse", "everyday", "wide.held", 0.012),
    ("danger", "ordinary", "test", 0.07), ("abuse", "ordinary", "test", 0.03),
    ("danger", "ordinary", "wide.held", 0.25), ("abuse", "ordinary", "wide.held", 0.1),
    ("danger", "ordinary", "blind", 0.19), ("abuse", "ordinary", "blind", 0.1),
])  # fmt: skip
def test_safety_05_of_what_is_ordinary_little_is_taken_for_danger_or_abuse(
    what: str, of: str, half: str, most: float
) -> None:
    assert _share(what, of, half) <= most


@pytest.mark.wide
@pytest.mark.parametrize("what", ["danger", "abuse"])
def test_safety_05_of_a_few_everyday_words_hardly_any_alarm(what: str) -> None:
    short = [one for one in everyday("wide.held") if len(one.text.split()) <= moderation.SHORT]
    assert len(short) > 100
    assert len(taken(what, short)) <= 0.005 * len(short)


def test_safety_04_a_cry_among_much_else_is_heard() -> None:
    before, after = (
        "Hola, buenas tardes a todas. Necesitamos dos sillas para el sábado",
        "Gracias por la lista de ayer.",
    )
    heard = [one for one in read_set("danger", "others") if danger(f"{before}. {one.text}. {after}")]
    assert len(heard) >= 0.72 * len(read_set("danger", "others"))
    assert danger(f"{before}. {after}") == ""


def test_safety_04_without_the_encoder_most_is_still_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", encoder.Encoder(lambda: None))
    said = read_set("danger", "test")
    assert len(missed("danger", said)) <= 0.05 * len(said)


@pytest.mark.parametrize("pattern", patterns.patterns(), ids=lambda pattern: pattern.example)
def test_safety_04_each_pattern_hits_its_example_and_leaves_the_other(pattern: patterns.Pattern) -> None:
    assert bool(pattern.unless) == bool(pattern.counter), "what does not count has an example that shows it"
    if pattern.kind == patterns.IDIOM:
        assert not patterns.kinds(pattern.example)
    else:
        assert pattern.kind in KINDS
        assert pattern.kind in patterns.kinds(pattern.example)
        assert not pattern.counter or pattern.kind not in patterns.kinds(pattern.counter)


def test_safety_04_patterns_and_words_name_the_same_classes_in_all_languages() -> None:
    named = {name for row in patterns.patterns() for names in (*row.classes, row.unless) for name in names}
    by_lang: dict[str, set[str]] = {}
    for lang, name, _form in patterns.forms():
        by_lang.setdefault(lang, set()).add(name)
    assert set(by_lang) == {"es", "ar", "en", "fr", "pt"}
    for lang, names in by_lang.items():
        assert named <= names, (lang, named - names)
        assert names <= named, (lang, names - named)


def test_safety_04_a_text_is_neither_kept_nor_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    danger("mi marido me pega"), abuse("hijo de puta")
    assert not caplog.records
    code = "\n".join(file.read_text(encoding="utf-8") for file in map(_PACKAGE.joinpath, _READ_TEXTS))
    assert not re.search(r"\b(?:print|logging|open)\b\(|\.write", code)


def test_safety_04_the_same_text_has_the_same_chances() -> None:
    assert chances(["no puedo más"], "danger") == chances(["no puedo más"], "danger")
    assert sum(chances(["no puedo más"], "danger").values()) == pytest.approx(1)
    assert {kind.partition(".")[2] for kind in KINDS if "." in kind} == {*DANGERS, *ABUSES}
    long = "mi marido me pega " * 2000
    assert danger(long) == "violence"
