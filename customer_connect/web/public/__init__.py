"""Pages for everybody: landing, how to apply, the tour, and the plain files that browsers and finders ask for."""
