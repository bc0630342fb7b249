"""The number of the grammar. It stands beside each stored article; a change that reads old text otherwise raises it."""

GRAMMAR = 1
