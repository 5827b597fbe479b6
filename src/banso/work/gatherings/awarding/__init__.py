"""表彰: from who is put forward for a prize to what became of the winner."""
