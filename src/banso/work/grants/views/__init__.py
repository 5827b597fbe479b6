"""The pages of grants: calls laid out and copied, budget sheets, applications by guests and by staff for them."""
