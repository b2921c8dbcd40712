"""Stories from and to the formats of others: one module a format, each speaking only Document."""
