"""How many hours, and which figures are a time of day?"""
