"""Everything that touches the file: opening it, reading it, and changing it in one transaction."""
