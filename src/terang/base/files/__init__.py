"""Files of people: checked, rebuilt without anything active, kept outside the web root under random names."""
