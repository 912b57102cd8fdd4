"""Who people are: applicants and officials, how they sign in, and the keys that stand for them."""
