"""One archive of database and private files, and its restoration with proof. The commands stand in `awards`."""
