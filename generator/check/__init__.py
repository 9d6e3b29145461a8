"""The second station: what files say of each other, and whether the rules hold together."""
