"""What voices exist, their style packs, and blends of them."""
