"""One submission, one grade."""
