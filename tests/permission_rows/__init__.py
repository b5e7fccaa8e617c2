"""More rows for the table, an area a module: `ROWS = [get(…), post(…)]`, entered in AREAS (permission_table.py)."""
