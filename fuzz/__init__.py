"""Fuzzing: what must hold for every input, and two machines that look for one where it does not. See README.md."""
