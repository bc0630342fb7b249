"""Processes that do work on files nobody has checked yet, and may be killed for it."""
