"""An article, its photos and the site's lists become the public page."""
