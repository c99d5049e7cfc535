"""PostgreSQL for this installation: the embedded server, and the roles and addresses by which all connect."""
