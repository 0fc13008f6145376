"""The catalogues are in step with the source and fit to be sent, and the checks see what they are meant to see."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from bot.catalogues.__main__ import main
from bot.catalogues.checks import check
from bot.catalogues.files import ROOT, prune, read, template, update
from bot.sending.templates import refusable
from bot.wording import Wording
from bot.wording.catalogue import LOCALES, path_of
from core.languages import LANGUAGES

SOURCE = """
from core.messages import Option, _, _n

SAVED = _("Your request is saved.")
COUNT = _n("{n} request waits.", "{n} requests wait.", 2)
NAMED = _("Request from {name}.", name="x")
CHOICE = Option("yes", _("Yes"))
"""
Translations = dict[str, str | tuple[str, ...]]
SPANISH: Translations = {
    "Your request is saved.": "El pedido está guardado.",
    "{n} request waits.": ("Hay un pedido en espera.", "Hay {n} pedidos en espera."),
    "Request from {name}.": "Pedido de: {name}.",
    "Yes": "Sí",
}
ARABIC: Translations = {
    "Your request is saved.": "حُفظ الطلب.",
    "{n} request waits.": (
        "لا توجد طلبات.",
        "طلب واحد في الانتظار.",
        "طلبان في الانتظار.",
        "في الانتظار {n} طلبات.",
        "في الانتظار {n} طلباً.",
        "في الانتظار {n} طلب.",
    ),
    "Request from {name}.": "طلب من: {name}.",
    "Yes": "نعم",
}
FRENCH: Translations = {
    "Your request is saved.": "Votre demande est enregistrée.",
    "{n} request waits.": ("{n} demande en attente.", "{n} demandes en attente."),
    "Request from {name}.": "Demande de\u00a0: {name}.",
    "Yes": "Oui",
}
PORTUGUESE: Translations = {
    "Your request is saved.": "O pedido está guardado.",
    "{n} request waits.": ("Pedidos à espera: {n}.", "Pedidos à espera: {n}."),
    "Request from {name}.": "Pedido de: {name}.",
    "Yes": "Sim",
}


def write(root: Path, lang: str, translations: Translations) -> None:
    """Fill translations into the catalogue as a translator would: in the file."""
    path = path_of(lang, root / "locales")
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    path.write_text("\n\n".join(_filled(block, translations) for block in blocks), encoding="utf-8")


def _filled(block: str, translations: Translations) -> str:
    for id, forms in translations.items():
        if f'msgid "{id}"\n' in block:
            kept = [line for line in block.splitlines() if line.startswith(("#", "msgid"))]
            if isinstance(forms, str):
                return "\n".join([*kept, f'msgstr "{forms}"'])
            return "\n".join([*kept, *(f'msgstr[{at}] "{form}"' for at, form in enumerate(forms))])
    return block


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small source with complete catalogues, in which there is nothing to mend."""
    (tmp_path / "core").mkdir()
    (tmp_path / "bot").mkdir()
    (tmp_path / "locales").mkdir()
    (tmp_path / "bot" / "flow.py").write_text(SOURCE, encoding="utf-8")
    for name in ("babel.cfg", "avoid.json"):
        (tmp_path / "locales" / name).write_bytes((ROOT / "locales" / name).read_bytes())
    update(tmp_path)
    write(tmp_path, "es", SPANISH)
    write(tmp_path, "ar", ARABIC)
    write(tmp_path, "fr", FRENCH)
    write(tmp_path, "pt", PORTUGUESE)
    return tmp_path


def test_the_catalogues_of_this_project_have_nothing_to_mend() -> None:
    assert check() == []


def test_the_template_is_what_the_source_says_now() -> None:
    assert (ROOT / "locales" / "messages.pot").read_bytes() == template(), "run python -m bot.catalogues update"


def test_updating_changes_nothing_when_the_source_has_not_changed(project: Path) -> None:
    before = {lang: path_of(lang, project / "locales").read_bytes() for lang in LANGUAGES}
    update(project)
    once = {lang: path_of(lang, project / "locales").read_bytes() for lang in LANGUAGES}
    update(project)
    assert {lang: path_of(lang, project / "locales").read_bytes() for lang in LANGUAGES} == once
    assert {lang: text.split() for lang, text in before.items()} == {lang: text.split() for lang, text in once.items()}
    assert check(project) == []


def test_the_files_hold_no_dates_and_no_line_numbers(project: Path) -> None:
    text = (project / "locales" / "messages.pot").read_text()
    assert "#: bot/flow.py\n" in text
    assert "Date" not in text
    (project / "bot" / "flow.py").write_text("\n\n\n" + SOURCE)
    assert template(project).decode() == text


def test_a_new_sentence_makes_the_template_old_and_the_translations_incomplete(project: Path) -> None:
    with (project / "bot" / "flow.py").open("a") as file:
        file.write('NEW = _("Thank you.")\n')
    assert any("older than the source" in problem for problem in check(project))
    update(project)
    assert check(project) == [f"{lang}: not translated: 'Thank you.'" for lang in LANGUAGES if lang != "en"]


def test_a_sentence_that_leaves_and_returns_keeps_its_translation(project: Path) -> None:
    flow = project / "bot" / "flow.py"
    flow.write_text(SOURCE.replace("Your request is saved.", "Saved."))
    update(project)
    assert "es: obsolete: 'Your request is saved.'; run python -m bot.catalogues prune" in check(project)
    flow.write_text(SOURCE)
    update(project)
    assert check(project) == []


def test_pruning_forgets_what_the_source_no_longer_says(project: Path) -> None:
    (project / "bot" / "flow.py").write_text(SOURCE.replace('SAVED = _("Your request is saved.")', ""))
    update(project)
    prune(project)
    assert check(project) == []
    assert "guardado" not in path_of("es", project / "locales").read_text()


@pytest.mark.parametrize(
    ("lang", "id", "text", "problem"),
    [
        ("es", "Request from {name}.", "Pedido de: {nombre}.", "other places"),
        ("es", "Request from {name}.", "Pedido.", "other places"),
        ("es", "Request from {name}.", "Pedido de: {name} {}.", "a brace that is no place"),
        ("es", "{n} request waits.", ("Hay un pedido.", "Hay pedidos."), "other places"),
        ("es", "{n} request waits.", ("Hay un pedido.", ""), "not every form is written"),
        (
            "ar",
            "{n} request waits.",
            (*ARABIC["{n} request waits."][:3], "طلبات", "{n} طلباً", "{n} طلب"),
            "other places",
        ),
        ("es", "Yes", "Sí, queremos eso mismo", "a button of more than 20"),
        ("es", "Your request is saved.", "Pedido guardado. " * 20 + "Fin.", "more than 300"),
        ("es", "Your request is saved.", "El pago está guardado.", "sounds like money"),
        ("es", "Your request is saved.", "Transacción guardada.", "sounds like software"),
        ("es", "Your request is saved.", "Está bien?", "a question without ¿"),
        ("es", "Your request is saved.", "Listo ", "space at an end"),
        ("ar", "Your request is saved.", "حُفظ الطلب بلا نزاع.", "sounds like a court"),
        ("ar", "Your request is saved.", "انتهى الدفع.", "sounds like money"),
        ("ar", "Your request is saved.", "يمكنك رؤية الطلب.", "one person addressed"),
        ("ar", "Your request is saved.", "OK، حُفظ الطلب.", "does not begin in Arabic"),
        ("ar", "Your request is saved.", "حُفظ الطلب, شكراً.", "Latin punctuation"),
        ("ar", "Your request is saved.", "حُفظ \u202bالطلب.", "a direction mark"),
        ("es", "Your request is saved.", "Guardé “el pedido”.", "quotation marks other than « »"),
        ("fr", "Your request is saved.", "C’est bien ça?", "no U+202F before"),
        ("fr", "Your request is saved.", "C’est bien ça\u00a0?", "no U+202F before"),
        ("fr", "Your request is saved.", "La demande « Logo\u202f» est enregistrée.", "no U+202F before"),
        ("fr", "Your request is saved.", "C’est noté\u202f: merci.", "no U+00A0 before"),
        ("fr", "Your request is saved.", "C'est enregistré.", "a straight apostrophe"),
        ("pt", "Your request is saved.", "O pedido «Logo» está guardado.", "quotation marks other than “ ”"),
        ("pt", "Your request is saved.", "Obrigado.", "gendered"),
    ],
)
def test_what_readers_should_not_see_is_found(
    project: Path, lang: str, id: str, text: str | tuple[str, ...], problem: str
) -> None:
    write(project, lang, {id: text})
    found = check(project)
    assert len(found) == 1
    assert found[0].startswith(f"{lang}: {problem}")


def test_words_are_matched_whole(project: Path) -> None:
    write(project, "es", {"Your request is saved.": "Despago, prepagos y cuentas."})
    assert check(project) == []


def test_forbidden_english_is_found_in_the_source(project: Path) -> None:
    (project / "bot" / "more.py").write_text('from core.messages import _\nPAY = _("You can’t pay.")\n')
    update(project)
    english = [problem for problem in check(project) if problem.startswith("en: ")]
    assert [problem.split(":")[1].strip() for problem in english] == ["sounds like money", "a contraction"]


def test_comments_in_the_source_mark_buttons_and_long_sentences(project: Path) -> None:
    long = "Many words. " * 30 + "End."
    lines = ["from core.messages import _", "", "# long", f'NOTE = _("{long}")', "# button", f'GO = _("{"go" * 11}")']
    (project / "bot" / "more.py").write_text("\n".join(lines) + "\n")
    update(project)
    english = [problem for problem in check(project) if problem.startswith("en: ")]
    assert english == [f"en: a button of more than 20 characters ('{'go' * 11}')"]


def test_a_guessed_translation_is_found(project: Path) -> None:
    path = path_of("es", project / "locales")
    path.write_text(path.read_text().replace('msgid "Yes"', '#, fuzzy\nmsgid "Yes"'))
    assert check(project) == ["es: only guessed (fuzzy): 'Yes'"]


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("n==2 ? 2", "n==2 ? 3", "Plural-Forms should be nplurals=6"),
        ("nplurals=6", "nplurals=7", "Plural-Forms should be nplurals=6"),
        ("nplurals=6", "nplurals=4", "cannot be read"),
        ('msgstr "نعم"', 'msgstr "نعم', "line "),
        ('msgstr "نعم"', "msgstr نعم", "line "),
        ('msgid "Yes"', 'msgid "Yes"\nmsgstr "لا"\n\nmsgid "Yes"', "twice in the file: 'Yes'"),
    ],
)
def test_a_broken_file_is_found(project: Path, right: str, wrong: str, problem: str) -> None:
    path = path_of("ar", project / "locales")
    path.write_text(path.read_text().replace(right, wrong))
    found = check(project)
    assert found
    assert found[0].startswith(f"ar: {problem}")


def test_a_language_without_a_file_is_found(project: Path) -> None:
    path_of("pt", project / "locales").unlink()
    assert check(project) == ["pt: there is no catalogue"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('_("Hello {name}.")', "no value for {name}"),
        ('_("Hello {name}.", name="x", town="y")', "no place for town"),
        ("_(SAVED.id)", "not written out"),
        ('_n("{n} hour", "{n} hours of {name}", 3)', "no value for {name}"),
        ('_("{n} request waits.", n=1)', "both single and counted"),
    ],
)
def test_a_sentence_marked_badly_is_found_in_the_source(project: Path, line: str, problem: str) -> None:
    (project / "bot" / "more.py").write_text(f"from bot.flow import SAVED\nfrom core.messages import _, _n\n{line}\n")
    assert any(problem in found for found in check(project))


@pytest.mark.parametrize(
    ("lang", "form"),
    [
        ("es", "Pedido al fondo de solidaridad."),
        ("pt", "Pedido ao fundo de solidariedade."),
        ("fr", "Le dossier est ouvert."),
        ("ar", "نحفظ الطلب."),  # the bot is one: أحفظ
        ("ar", "شكراً لإخبارنا."),  # لإبلاغنا
    ],
)
def test_what_one_word_was_chosen_for_is_not_called_by_the_other(project: Path, lang: str, form: str) -> None:
    write(project, lang, {"Your request is saved.": form})
    (found,) = check(project)
    assert found.startswith((f"{lang}: another word for what has one already", f"{lang}: we, where it is the bot"))


def test_every_language_has_its_words_to_avoid() -> None:
    assert set(json.loads((ROOT / "locales" / "avoid.json").read_text(encoding="utf-8"))) == set(LANGUAGES)


def test_the_command_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 2
    assert "usage:" in capsys.readouterr().err


def test_a_translation_that_whatsapp_would_not_approve_is_told(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    assert list(refusable(Wording(tmp_path / "locales"))) == []
    path = path_of("es", tmp_path / "locales")
    text = path.read_text(encoding="utf-8")
    at = text.index("Exchange {number} waits for your answer.")
    start = text.index('msgstr "', at)
    end = text.index("\n\n", start)
    path.write_text(text[:start] + 'msgstr "{number} les espera."' + text[end:], encoding="utf-8")
    assert list(refusable(Wording(tmp_path / "locales"))) == ["es: template answer: begins or ends with a place"]


def test_in_arabic_the_word_for_an_offer_never_means_to_show() -> None:
    """The language guide: "عرض" means both, so only an offer is called so."""
    shows = re.compile(r"\b(?:see|sees|seen|show|shows|shown|displayed?|rests?|demonstration)\b", re.IGNORECASE)
    offers = re.compile(r"offer", re.IGNORECASE)
    found = [
        entry.id
        for entry in read("ar", LOCALES)
        if isinstance(entry.id, str) and shows.search(entry.id) and not offers.search(entry.id)
        if "عرض" in re.sub("[\u064b-\u0652]", "", str(entry.string))
    ]
    assert not found
