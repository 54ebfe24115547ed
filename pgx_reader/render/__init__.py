"""Documents and interpretations out: PDF, JSON, terminal. One folder or module a form, all from the same data."""
