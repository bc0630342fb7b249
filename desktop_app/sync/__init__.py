"""One round of pull, merge and push with a site, and the readable outbox."""
