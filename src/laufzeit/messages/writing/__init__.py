"""Writing letters to the outbox."""
