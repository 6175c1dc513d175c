"""String to value and span; no knowledge of documents."""
