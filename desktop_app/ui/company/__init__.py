"""Who else is in the open story."""
