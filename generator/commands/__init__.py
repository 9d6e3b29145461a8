"""The commands, one module per family; each lists its own as COMMANDS."""
