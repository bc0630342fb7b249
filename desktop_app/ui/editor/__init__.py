"""The rich-text editor: view, conversion, keys, highlighting and completion."""
