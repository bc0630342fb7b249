"""What an article, document, photo, credit, proof mark and sign-off are, and the house rules."""
