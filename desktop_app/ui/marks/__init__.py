"""Koreksi: the marks on the open story, the words under them, and how they are settled."""
