"""Taking the people out of letters."""
