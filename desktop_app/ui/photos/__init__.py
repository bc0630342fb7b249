"""The photo-credit panel."""
