"""Which day, how often, and until when?"""
