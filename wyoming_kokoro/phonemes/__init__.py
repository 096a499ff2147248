"""Words to phonemes, and phonemes to tokens."""
