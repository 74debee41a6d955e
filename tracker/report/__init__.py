"""What a screen or a format says, as values: pure functions over the model, no layout."""
