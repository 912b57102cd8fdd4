"""Pages of the committee and of the approver."""
