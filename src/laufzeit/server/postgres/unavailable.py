"""What is said when the database cannot be used."""


class DatabaseUnavailable(Exception):
    """The database cannot be reached, started or used; the message says why and what to do, in a sentence."""


NO_ROOM = (
    "The database's disk is full. What was finished is stored, of the rest nothing is: make room, and run the command"
    " again."
)


def is_full(fault: BaseException) -> bool:
    """Whether a fault says that the database has no room left on its disk (SQLSTATE 53100)."""
    causes = (fault, fault.__cause__, fault.__context__)
    return any(getattr(cause, "sqlstate", None) == "53100" for cause in causes)
