"""The demo agency: writes exchange packages of any size. Uses nothing but core."""
