"""Telephones in the browser: pages that show a world and pass on what a visitor does in it."""
