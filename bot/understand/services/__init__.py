"""Which words say what is done?"""
