"""What will be invoiced of many contracts."""
