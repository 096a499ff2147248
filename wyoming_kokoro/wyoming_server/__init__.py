"""The Wyoming side: Home Assistant and its kin."""
