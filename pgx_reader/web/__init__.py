"""
The counselor's page: the whole job without a command line, in a browser on this machine and on no other.

`server` binds to the loopback and runs `app`. `guard` keeps pages of other sites out, `sessions` has what one open page
has given, in memory alone, and `reading` reads files in processes of their own, within a time. `routes` answer with
fragments of HTML that `templates/` make, and `static/` has the page's styles and scripts: nothing comes from the
network.
"""
