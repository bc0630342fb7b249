"""The readiness list and the buttons it opens."""
