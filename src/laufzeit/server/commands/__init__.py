"""The commands of `laufzeit`, one file each, with a click command named `command`; see `cli.py`."""
