"""Sheets of the network (事業承継診断): what they ask, what they answer, whether they may name a firm, what comes of them."""
