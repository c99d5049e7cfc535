"""Laufzeit, the contract engine for software vendors."""

__version__ = "0.1.0"
