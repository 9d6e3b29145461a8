"""What helps those who write: schemas for their editor, skeletons of files, the meaning of every message."""
