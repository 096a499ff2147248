"""Long texts to audio files: chapters, parts that survive an interruption, and the file that is
made of them.
"""
