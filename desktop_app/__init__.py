"""Meja Redaksi: an editorial desk that keeps working when the network does not."""
