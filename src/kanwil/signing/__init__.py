"""Ondertekenen: what colleagues confirmed, signed so that anybody can check it; names, keys, withdrawals."""
