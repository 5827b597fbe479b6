"""What a grant is spent on (支出): expenses with their papers, reports on the way, the inspection, and what is settled by it."""
