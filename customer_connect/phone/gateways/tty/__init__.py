"""Turns in writing for text telephones (TTY): capital letters, short lines, GA when it is the other's turn."""
