"""Perlu dipilih: clashes of the open story, both texts side by side."""
