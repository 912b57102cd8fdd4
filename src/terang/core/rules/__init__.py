"""What the law does with its numbers: small functions over frozen values, each telling what decided."""
