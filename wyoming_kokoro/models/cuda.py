"""The graphics card as torch sees it; importing this imports torch."""

import torch


def is_available() -> bool:
    """Whether torch can compute on a card."""
    return torch.cuda.is_available()


def card_name() -> str:
    """The name of the card that torch computes on."""
    return torch.cuda.get_device_name()
