"""Writing contracts to the database."""
