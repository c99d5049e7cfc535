"""Letters that come back after the mail server had taken them."""
