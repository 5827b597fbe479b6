"""検索: one box over companies, people, cases and notes of every kind."""
