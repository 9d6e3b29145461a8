"""What the search field of the site looks through."""
