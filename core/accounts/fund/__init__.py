"""The hub's solidarity fund: what is in it, and which requests of organisations with few hours it carries.

An approval is for one request and one organisation. When an exchange about that request is agreed, the hours are set
aside on the fund's account instead of the receiver's; the provider sees an exchange like any other. What is agreed
may be called off, and the approval serves again until its time is over.
"""
