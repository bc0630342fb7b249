"""The shapes that travel between desk and site, validated at the door on both ends."""
