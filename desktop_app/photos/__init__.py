"""A file becomes identity, size, embedded metadata and renditions; metadata is written back."""
