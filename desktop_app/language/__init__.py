"""What the desk knows of languages: spelling, house style, affixes, and stems for search."""
