"""The verbs of the newsroom, each a plain function that returns Changes."""
