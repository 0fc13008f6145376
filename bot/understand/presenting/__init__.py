"""How do people present themselves in the midst of a message? Their name, and where they are."""
