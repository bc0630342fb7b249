"""The windows: shows values and turns gestures into wishes."""
