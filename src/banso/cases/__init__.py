"""案件: whatever takes longer than a day, with its steps, its people and the terms it was accepted under."""
