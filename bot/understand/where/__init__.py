"""Which town or country is named, or none?"""
