"""名寄せ: whether two names, or two rows of the register, are one company. Pure comparison first; decisions in the services."""
