"""Any number of telephones on the whole bot, from the shell: one command a message, for whoever tries a conversation.

    python -m tests.play new                    a fresh network; prints the codes with which people come in
    python -m tests.play phone ana whatsapp es  a telephone: its owner, its app (telegram, whatsapp, sms), its language
    python -m tests.play say ana "hola"         type it, and read what arrives on all telephones
    python -m tests.play press ana 2            press the second button of what ana read last (or its label)
    python -m tests.play photo ana "el cartel"  send a photo with words
    python -m tests.play clock +1d              time passes: 1d, 3h, 10m
    python -m tests.play read ana               what stands on ana's telephone
    python -m tests.play end                    everything is forgotten

Telephones are the strict doubles of Telegram and Twilio, so what is shown is what the provider accepted. The world
lives in a process of its own, one for each `--at FOLDER` (a temporary one by default), until `end` or an hour without a
word.
"""
