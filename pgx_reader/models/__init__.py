"""The values that the stages pass on: frozen, checked, and free of any rule."""
