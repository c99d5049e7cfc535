"""A total divided into shares that add up to it again."""

from __future__ import annotations

from collections.abc import Sequence


def allocate(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divides ``total`` in the proportion of the weights, by largest remainder; the shares add up to ``total``.

    What is left over after rounding down goes, one by one, to the largest remainders; of equal ones the earlier share
    comes first. A negative total is divided like its positive counterpart, so a credit mirrors its invoice.
    Raises ``ValueError`` where a weight is negative or none is positive.

    >>> allocate(100, [1, 1, 1])
    (34, 33, 33)
    >>> allocate(-100, [1, 1, 1])
    (-34, -33, -33)
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError(f"weights are not negative and not all zero: {list(weights)}")
    sign = -1 if total < 0 else 1
    parts = [divmod(abs(total) * weight, whole) for weight in weights]
    shares = [quotient for quotient, _ in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
    for i in by_remainder[: abs(total) - sum(shares)]:
        shares[i] += 1
    return tuple(sign * share for share in shares)
