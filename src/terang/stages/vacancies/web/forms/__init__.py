"""What officers and approvers fill in."""
