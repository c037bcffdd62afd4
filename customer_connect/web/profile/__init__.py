"""My Profile: what is on file about oneself, reporting changes to it, and what one knows of the other party."""
