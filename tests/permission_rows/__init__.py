"""More of the permission table, an area a module: `ROWS = [get(…), post(…)]`, entered in AREAS there."""
