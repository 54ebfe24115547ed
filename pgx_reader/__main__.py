"""`python -m pgx_reader` is the same as `pgx-reader`."""

from pgx_reader.cli import main

if __name__ == "__main__":
    main()
