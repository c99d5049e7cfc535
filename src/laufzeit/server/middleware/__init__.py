"""What happens around every request; each file is one middleware."""
