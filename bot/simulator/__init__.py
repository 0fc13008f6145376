"""A whole network in a browser: invented organisations and two or three telephones on the real engine."""
