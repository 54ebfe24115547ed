"""Invented results, written in every form that a reader reads, and calls made from the grammar of diplotypes."""
