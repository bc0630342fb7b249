"""The one place where tools are chosen and joined: folders, store, site, templates, window."""
