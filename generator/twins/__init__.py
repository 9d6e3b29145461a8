"""Machine twins: what the pages say, for programs."""
