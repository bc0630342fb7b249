"""Connecting this desk with a site, as a person does it."""
