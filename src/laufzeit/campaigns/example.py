"""A plan to begin with, as the office shows it to whoever writes a new one."""

from typing import Final

EXAMPLE: Final = """\
format = 1

[campaign]
key = "prices-2027"
name = "Neue Preise 2027"
way = "notice and offer"        # or "offer", or "notice"
announce_on = 2026-10-01
accept_until = 2026-12-31
cut_over = 2027-01-01
ending_before = "once more"     # or "new terms"
judged_by = "first day"         # or "last day"
reminders = [30, 7]
# letters_an_hour = 5000
# by = "paper"

[[campaign.replace]]
old = "plan@2024"
new = "plan@2027"

# [cohort]
# seats = { from = 1, to = 100 }
# countries = ["DE", "AT"]
# without = ["V-10001"]

# [[assume]]
# name = "up to 10 users"
# seats = { to = 10 }
# accepting_percent = 80
"""
