"""Handing letters over to a mail server, each once."""
