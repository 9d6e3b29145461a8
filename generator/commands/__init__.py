"""The commands of `kb`, one module per family."""
