"""Stories told by a real browser: Debian's chromium, driven by Playwright, on the application behind waitress."""
