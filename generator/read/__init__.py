"""The first station: files become checked shapes, and every mistake becomes a Problem with its place."""
