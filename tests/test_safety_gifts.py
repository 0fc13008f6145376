"""Hours that were given can be taken back for ten minutes; then who is sorry reads that they have moved. Never that
nothing was sent.
"""

from __future__ import annotations

import pytest

from core.accounts.verify import verify
from core.policy import TAKE_BACK_MS
from tests.faults import agreed, joins, rows, to
from tests.story import DAY, Story, answer

LANGS = ("es", "ar", "en", "fr", "pt")
GIVES = {
    "es": "quiero regalar 2 horas a Casa Mar",
    "ar": "نريد التبرع بساعتين لصندوق التضامن",
    "en": "we want to give 2 hours to Casa Mar",
    "fr": "nous voulons faire un don de 2 heures à Casa Mar",
    "pt": "queremos doar 2 horas para Casa Mar",
}
YES = {"es": "sí", "ar": "نعم", "en": "yes", "fr": "oui", "pt": "sim"}
NO = {"es": "no", "ar": "لا", "en": "no", "fr": "non", "pt": "não"}
MOVED = {
    "es": "Esas horas ya pasaron",
    "ar": "انتقلت هذه الساعات",
    "en": "have moved",
    "fr": "Ces heures sont déjà parties",
    "pt": "Essas horas já foram",
}
NOTHING_SENT = {"es": "no se envió nada", "ar": "لم يُرسل", "en": "nothing was sent", "fr": "rien n", "pt": "nada foi"}
SORRY = {
    "es": (
        *("me arrepentí, devuélveme las 2 horas que di", "quiero deshacer la donación", "devuélvanme las 2 horas"),
        *(
            "anular el regalo",
            "fue un error, ¿pueden devolver las horas?",
            "quiero recuperar las horas que doné",
        ),
    ),
    "ar": ("أعيدوا لي الساعتين اللتين أعطيتهما", "أريد إلغاء التبرع", "ندمت على التبرع", "نريد استرجاع الساعات"),
    "en": (
        *("give me back the 2 hours I gave", "I want to undo the donation", "take back the gift", "I regret the gift"),
        *("we gave them by mistake, can we have our hours back?", "cancel the donation", "undo"),
    ),
    "fr": (
        *("rendez-moi les 2 heures que j'ai données", "je veux annuler le don", "je regrette le don"),
        *("c'était une erreur, on veut récupérer nos heures", "j'ai changé d'avis"),
    ),
    "pt": (
        *("devolva as 2 horas que eu dei", "quero desfazer a doação", "me arrependi da doação", "cancelar a doação"),
        *("foi engano, queremos as horas de volta", "mudei de ideia"),
    ),
}


def promised(story: Story, lang: str) -> str:
    """Luz and Mar are in, and Luz has just given 2 hours; what she reads."""
    story.hub(langs=LANGS)
    joins(story, "luz", lang=lang)
    joins(story, "mar")
    answer(story, GIVES[lang])
    return answer(story, YES[lang])


def gave(story: Story, lang: str) -> None:
    """The same, and the hours have moved."""
    promised(story, lang)
    story.wait(TAKE_BACK_MS)
    assert donations(story) == 1


def donations(story: Story) -> int:
    return [kind for _id, kind in rows(story, "entry", "id", "kind")].count("donation")


@pytest.mark.parametrize("lang", LANGS)
def test_hours_that_were_given_are_taken_back_by_their_button(story: Story, lang: str) -> None:
    told = promised(story, lang)
    assert "1. " in told
    assert [row[1:] for row in rows(story, "hold", "id", "minutes", "state")] == [(120, "live")]
    answer(story, "1")
    assert [row[1] for row in rows(story, "hold", "id", "state")] == ["voided"]
    assert not [text for text in to(story.wait(DAY), "mar") if "2" in text], "nobody else was told"
    assert donations(story) == 0
    assert verify(story.db) == []


@pytest.mark.parametrize("lang", LANGS)
def test_hours_that_were_given_are_taken_back_in_words(story: Story, lang: str) -> None:
    """What is not sure to mean just that is asked once more, with the choice that does it first."""
    promised(story, lang)
    for words in (SORRY[lang][0], "1"):
        if ("live",) in [row[1:] for row in rows(story, "hold", "id", "state")]:
            answer(story, words)
    assert [row[1] for row in rows(story, "hold", "id", "state")] == ["voided"]
    assert verify(story.db) == []


def test_a_yes_takes_back_what_the_page_asks_about_and_nothing_else(story: Story) -> None:
    promised(story, "es")
    answer(story, "sí")
    assert [row[1] for row in rows(story, "hold", "id", "state")] == ["live"], "a second yes to the card"
    assert "¿Recuperarlas?" in answer(story, "cancelar")
    answer(story, "sí")
    assert [row[1] for row in rows(story, "hold", "id", "state")] == ["voided"]


def test_after_ten_minutes_they_move_and_the_old_button_says_so(story: Story) -> None:
    promised(story, "es")
    told = to(story.wait(TAKE_BACK_MS), "mar")
    assert any("les da" in text for text in told)
    assert donations(story) == 1
    assert MOVED["es"] in answer(story, "1")
    assert verify(story.db) == []


def test_they_go_back_where_the_receiver_has_left_meanwhile(story: Story) -> None:
    promised(story, "es")
    told = [*story.say("mar", "borrar mis datos"), *story.say("mar", "sí"), *story.say("mar", "borrar")]
    told += story.wait(TAKE_BACK_MS)
    assert any("Vuelven a ser suyas" in text for text in to(told, "luz"))
    assert [row[1] for row in rows(story, "hold", "id", "state")] == ["voided"]
    assert verify(story.db) == []


@pytest.mark.parametrize("later", [0, DAY])
@pytest.mark.parametrize("lang", LANGS)
def test_safety_09_who_is_sorry_for_a_gift_reads_that_its_hours_have_moved(story: Story, lang: str, later: int) -> None:
    gave(story, lang)
    story.wait(later)
    for words in SORRY[lang]:
        said = answer(story, words)
        assert MOVED[lang] in said, words
        assert ("Casa Mar" in said) == (lang != "ar"), words
        assert NOTHING_SENT[lang] not in said, words
    assert len(rows(story, "entry", "id")) == 3
    assert verify(story.db) == []


@pytest.mark.parametrize("lang", LANGS)
def test_safety_09_so_does_who_drops_another_gift(story: Story, lang: str) -> None:
    gave(story, lang)
    for said in (NO[lang], {"es": "cancelar", "ar": "إلغاء", "en": "cancel", "fr": "annuler", "pt": "cancelar"}[lang]):
        answer(story, GIVES[lang])
        told = answer(story, said)
        assert MOVED[lang] in told
        assert NOTHING_SENT[lang] not in told


def test_safety_09_words_about_a_gift_drop_no_other_draft(story: Story) -> None:
    gave(story, "es")
    answer(story, "necesitamos un contador, 2 horas")
    said = answer(story, "quiero deshacer la donación")
    assert MOVED["es"] in said
    assert "¿Para cuándo" in said
    assert "no se envió nada" not in said


def test_safety_09_who_gave_to_the_fund_reads_so(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    answer(story, "queremos dar 2 horas al fondo solidario")
    answer(story, "sí")
    story.wait(TAKE_BACK_MS)
    said = answer(story, "nos arrepentimos de la donación")
    assert MOVED["es"] in said
    assert "fondo solidario" in said


def test_safety_09_a_coordinator_is_one_choice_away(story: Story) -> None:
    gave(story, "es")
    said = answer(story, "quiero deshacer la donación")
    assert "1. Hablar con alguien" in said
    assert "coordinación" in answer(story, "1")


def test_safety_09_what_was_done_since_is_what_such_words_mean(story: Story) -> None:
    """Only words that name the gift are about it once something else was done."""
    agreed(story)
    answer(story, "quiero regalar 2 horas a Casa Mar")
    answer(story, "sí")
    story.wait(TAKE_BACK_MS)
    answer(story, "1001")
    assert MOVED["es"] not in answer(story, "me equivoqué")
    assert MOVED["es"] not in answer(story, "cancelar")
    assert MOVED["es"] in answer(story, "quiero deshacer la donación")


@pytest.mark.parametrize("words", ["cancelar", "me arrepentí", "quiero deshacer la donación", "devuélvanme las horas"])
def test_safety_09_who_gave_nothing_reads_of_no_gift(story: Story, words: str) -> None:
    story.hub()
    joins(story, "luz")
    joins(story, "mar")
    assert MOVED["es"] not in answer(story, words)


def test_safety_09_however_long_ago_words_that_name_it_mean_it(story: Story) -> None:
    gave(story, "es")
    story.wait(8 * DAY)
    assert MOVED["es"] in answer(story, "quiero deshacer la donación")


def test_safety_09_a_need_is_a_need(story: Story) -> None:
    gave(story, "es")
    assert MOVED["es"] not in answer(story, "necesitamos recuperar un archivo borrado de la computadora")
    assert MOVED["es"] not in answer(story, "necesitamos un contador, 2 horas, el viernes")


def test_safety_09_a_phone_with_a_pin_asks_for_it_first(story: Story) -> None:
    gave(story, "es")
    for words in ("seguridad", "poner un PIN"):
        answer(story, words)
    answer(story, "2468")
    assert "Casa Mar" not in answer(story, "quiero deshacer la donación")
    assert MOVED["es"] in answer(story, "2468")


@pytest.mark.parametrize(("lang", "words"), [
    ("es", "ay padrecito, la directora no está de acuerdo, mejor devuélvalas"),
    ("es", "uy perdón, no era a esa asociación, regréselas"), ("ar", "استني يا بنتي، المديرة مش موافقة، رجعيهم"),
    ("ar", "la la ghlett, reddo lina swaye3na"), ("en", "oh dear, our treasurer objects, give them back please"),
    ("fr", "mince, la présidente n'est pas d'accord, rendez-les nous"),
    ("pt", "nossa, a coordenadora não concorda, devolve pra gente"),
])  # fmt: skip
def test_a_regret_right_after_it_gives_them_back_at_once_whatever_stands_around_it(
    story: Story, lang: str, words: str
) -> None:
    promised(story, lang)
    answer(story, words)
    assert [row[1] for row in rows(story, "hold", "id", "state")] == ["voided"]


def test_the_card_tells_the_balance_and_what_stays_set_aside(story: Story) -> None:
    agreed(story)
    told = answer(story, "regalar 1 hora a Casa Mar", "luz")
    assert "apartadas para intercambios" in told
