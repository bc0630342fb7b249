"""Start here: read the arguments and open the desk."""
