"""What was typed into a form stands there again when it is refused, on the page that it came from."""

from __future__ import annotations

from bot.desk.rulebook import RULES
from tests.office import Office

GRANT = next(place for place, rule in enumerate(RULES, 1) if rule.name == "starter_grant")


def test_a_rule_that_cannot_be_stands_there_as_it_was_typed(office: Office) -> None:
    browser = office.signed_in()
    browser.get(office.at(f"rules/{GRANT}"))
    page = browser.post(office.at("send/rule"), page="rules", of=str(GRANT), rule="starter_grant", was="6", value="mil")
    assert 'class="told"' in page
    assert 'name="value" value="mil"' in page
    assert f'name="of" value="{GRANT}"' in page


def test_a_rule_that_was_changed_is_shown_as_it_is_now(office: Office) -> None:
    browser = office.signed_in()
    browser.get(office.at(f"rules/{GRANT}"))
    page = browser.post(office.at("send/rule"), page="rules", of=str(GRANT), rule="starter_grant", was="6", value="4")
    assert "Ahora: 4 horas" in page.translate(dict.fromkeys((0x2068, 0x2069)))
    assert 'name="value" value="4"' in page


def test_days_that_cannot_be_stand_in_their_fields(office: Office) -> None:
    browser = office.signed_in()
    page = browser.get(office.at("export/listings.csv?from=2026-11-25&to=2026-11-24"))
    assert "El primer día" in page
    assert 'name="from" value="2026-11-25"' in page
    assert 'name="to" value="2026-11-24"' in page
    page = browser.get(office.at("report?from=2026-11-25&to=2026-11-24"))
    assert 'name="from" value="2026-11-25"' in page
    assert 'name="to" value="2026-11-24"' in page
