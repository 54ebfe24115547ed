"""Many patients: streamed in, made by several processes, and written so that nothing is lost whatever happens."""
