"""What all kinds of letters share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Letters:
    """The base of all kinds, with three facts about a kind as such:

    ``business_letter``: the letter is part of the business with the customer and has to be kept for six years
    (§ 257 (1) No. 3, (4) HGB, § 147 (1) No. 3, (3) AO). All others go with the customer's personal data.

    ``secret``: the letter opens a door (an invitation); its content is not kept once it has been sent.

    ``last_word``: nobody may write to the recipient after it; the address goes when the letter has arrived.
    """

    business_letter: ClassVar[bool] = True
    secret: ClassVar[bool] = False
    last_word: ClassVar[bool] = False
