"""Reading by plain SQL what every request has to know."""
