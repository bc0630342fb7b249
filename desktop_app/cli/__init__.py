"""The command line: a second door to the same verbs; it never needs a screen."""
