"""The public pages, and each person's own."""
