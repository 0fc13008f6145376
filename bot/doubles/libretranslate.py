"""A local LibreTranslate server: strict about what it takes, and it says plainly what it made of a text.

    with LibreTranslate() as api:
        Translator(api.url)                  # "hola" from es to ar comes back as "[es>ar] hola"

Rules and the wording of errors are those of LibreTranslate's own `/translate` (docs.libretranslate.com).
"""

from __future__ import annotations

from bot.doubles.server import Answer, Call, LocalServer

_LANGUAGES = frozenset(("es", "ar", "en", "fr", "pt"))
_PARAMS = frozenset(("q", "source", "target", "format", "alternatives", "api_key"))
_MOST = 2000


class LibreTranslate(LocalServer):
    """`key` is the API key that it asks for, '' for none."""

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self.key = key

    @property
    def asked(self) -> list[str]:
        """The texts that were sent here, in order."""
        return [call.params["q"] for call in self.calls]

    def answer(self, call: Call) -> Answer:
        if call.path != "/translate":
            return Answer.json(404, {"error": "Not found"})
        if call.method != "POST":
            return Answer.json(405, {"error": "The method is not allowed for the requested URL."})
        given = call.params
        assert set(given) <= _PARAMS, "a parameter that the real one does not know"
        for name in ("q", "source", "target"):
            if not given.get(name):
                return Answer.json(400, {"error": f"Invalid request: missing {name} parameter"})
        if given.get("format", "text") not in ("text", "html"):
            return Answer.json(400, {"error": f"{given['format']} format is not supported"})
        if self.key and not given.get("api_key"):
            return Answer.json(400, {"error": "Please contact the server operator to get an API key"})
        if self.key != given.get("api_key", ""):
            return Answer.json(403, {"error": "Invalid API key"})
        if len(given["q"]) > _MOST:
            return Answer.json(400, {"error": f"Invalid request: request ({len(given['q'])}) exceeds text limit"})
        for name in ("source", "target"):
            if given[name] not in _LANGUAGES:
                return Answer.json(400, {"error": f"{given[name]} is not supported"})
        return Answer.json(200, {"translatedText": f"[{given['source']}>{given['target']}] {given['q']}"})
