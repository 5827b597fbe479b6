"""経過の確認: asking again what became of something, at days counted beforehand, until it is settled."""
