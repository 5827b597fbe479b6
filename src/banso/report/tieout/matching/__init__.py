"""Which number of a draft is which figure of the report: labels decide, position only breaks ties."""
