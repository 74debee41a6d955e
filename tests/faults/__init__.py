"""Long tests that are run by hand; the suite has a small one of each."""
