"""What bench/recognition measures with: made-up callers, lines and questions."""
