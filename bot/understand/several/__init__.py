"""Does one message ask for one thing and offer another?"""
