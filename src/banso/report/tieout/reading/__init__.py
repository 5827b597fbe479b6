"""Files as drafts: each kind of file is read as the person who made it sees it."""
