"""Compiled kernels for the decoder: C++ source, how it is built and kept, and its functions."""
