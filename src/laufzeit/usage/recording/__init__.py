"""Writing usage: many lines at once, by COPY."""
