"""Review: what a board approves, what it approved, and what that is worth today."""
