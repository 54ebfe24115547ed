"""What the program is built, tested and shipped with: locks, and the checks of them (`README.md` here says how)."""
