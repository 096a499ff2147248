"""How audio is packed."""
