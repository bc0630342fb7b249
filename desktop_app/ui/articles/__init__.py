"""The list of stories: found by words and filters, one row per story."""
