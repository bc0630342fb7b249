"""The preview: the public page in a real browser engine, without a network."""
