"""The books: what was invoiced in a month as a file for DATEV (Buchungsstapel, EXTF 700, format 13)."""
