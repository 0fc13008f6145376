"""Does one message ask for more than one thing?"""
