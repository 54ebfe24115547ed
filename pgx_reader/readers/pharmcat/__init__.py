"""PharmCAT's JSON: the reports, phenotypes and matches of its versions 1, 2 and 3."""
