"""A generator for static guideline knowledge bases; `generator/README.md` is the map."""
