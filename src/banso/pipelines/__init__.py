"""What is left of the first version's staged cases: the migrations that made their tables, which are those of banso.cases now."""
