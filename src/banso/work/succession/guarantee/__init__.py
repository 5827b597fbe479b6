"""The release of a head of her guarantee (経営者保証): the check sheet, the years within which it is asked for."""
