"""
A second opinion: the interpretation worked out again from the tables alone, slowly and plainly, and compared.

`opinion.py` knows nothing of the program. `program.py` asks the program and puts its answers into the same form.
"""
