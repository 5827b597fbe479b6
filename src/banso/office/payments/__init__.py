"""支払: what is owed to experts, lecturers and firms, ordered from a case, released by two people, and sent to the bank once."""
