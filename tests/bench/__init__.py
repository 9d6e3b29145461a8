"""How fast and how heavy the generator is: `make bench` prints a table. Nothing here is a test that a slow machine could fail."""
