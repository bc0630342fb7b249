"""The only door from the windows to the desk: wishes come in as slots, facts go out as signals."""
