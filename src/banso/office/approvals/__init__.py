"""決裁: a draft decision goes round those who must agree, and the last seal does exactly what was shown."""
