"""More of the permission table, an area a module: `ROWS = [get(…), post(…)]`, entered in AREAS of permission_table.py."""
