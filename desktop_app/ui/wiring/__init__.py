"""Who tells whom between panes and newsroom, one file a subject; no rule lives here."""
