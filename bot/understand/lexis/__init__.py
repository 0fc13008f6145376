"""How are a language's words kept, cut up and compared?"""
