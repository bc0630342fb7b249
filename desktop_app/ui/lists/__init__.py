"""The newsroom's lists, to read and to edit."""
