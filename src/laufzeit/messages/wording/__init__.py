"""Whole texts for each kind of letter in each language, written by people for people.

No sentence is put together from halves that would have to agree in another language: each language has its own
functions, and ``compose`` only chooses.
"""
