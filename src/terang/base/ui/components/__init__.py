"""The components, by what they show. `templatetags/ui.py` offers them all as `{% load ui %}`."""
