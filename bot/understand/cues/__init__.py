"""Which phrases point to what a message wants?"""
