"""The article list: find a story, or begin one."""
