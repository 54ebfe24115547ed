"""The version of the program, in the one place that everything takes it from."""

__version__ = "0.1.0"
