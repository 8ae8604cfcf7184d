"""Lines of a page: joined, cut, labelled, and read for metadata."""
