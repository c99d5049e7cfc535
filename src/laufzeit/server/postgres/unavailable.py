"""What is said when the database cannot be used."""


class DatabaseUnavailable(Exception):
    """The database cannot be reached, started or used; the message says why and what to do, in a sentence."""
