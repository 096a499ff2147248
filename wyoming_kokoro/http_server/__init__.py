"""The HTTP side: OpenAI's speech API."""
