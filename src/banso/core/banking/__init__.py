"""Banks and branches by their codes, names as banks write them, and the file of transfers they read. No centre's own words."""
