"""Settings and addresses: how the house is put together."""
