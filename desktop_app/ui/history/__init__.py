"""Every version of the open story, and bringing one back."""
