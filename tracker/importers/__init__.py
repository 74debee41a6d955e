"""Reading what other people and programs wrote, into values; nothing here knows a database."""
