"""Messages to people: written into the outbox with the act that causes them, sent after commit."""
