"""Why a file cannot be cleaned."""


class Damaged(Exception):
    """It is not what its first bytes say, or ends too early."""


class Locked(Exception):
    """It needs a password."""
