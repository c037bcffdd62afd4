"""The staff's side: pages behind a door of their own under /staff/. English only."""
