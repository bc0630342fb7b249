"""What waits to be sent, and why."""
