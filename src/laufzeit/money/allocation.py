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


def rounded_to(total: int, numerators: Sequence[int], denominator: int) -> tuple[int, ...]:
    """Fractions with one denominator as whole numbers that add up to ``total``, which is their sum rounded.

    Each becomes one of its two neighbours; those with the largest remainders are rounded away from zero, of equal ones
    the earlier. Fractions of both signs may be mixed, and the negative of all gives the negative of all. Raises
    ``ValueError`` where ``total`` is a whole unit or more away from the sum.

    >>> rounded_to(1, [1, 1, 1], 3)
    (1, 0, 0)
    >>> rounded_to(0, [7, -8], 10)
    (1, -1)
    """
    whole = sum(numerators)
    if denominator <= 0 or abs(total * denominator - whole) >= denominator:
        raise ValueError(f"{total} is not the sum of {list(numerators)} / {denominator}")
    sign = next((-1 if value < 0 else 1 for value in (whole, *numerators) if value), 1)
    parts = [divmod(sign * value, denominator) for value in numerators]
    rounded = [quotient for quotient, _ in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
    for i in by_remainder[: sign * total - sum(rounded)]:
        rounded[i] += 1
    return tuple(sign * value for value in rounded)
