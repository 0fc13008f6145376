"""What do the main flows weigh on each channel, and does an SMS keep to what carriers leave to us?"""

from __future__ import annotations

import pytest

from tests.weighed import CHANNELS, LANGS, file_of, weigh


@pytest.mark.parametrize(("channel", "lang"), [(channel, lang) for channel in CHANNELS for lang in LANGS])
def test_the_main_flows_weigh_what_is_written(channel: str, lang: str, request: pytest.FixtureRequest) -> None:
    told, _weight = weigh(channel, lang)
    file = file_of(channel, lang)
    if request.config.getoption("--update"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")
