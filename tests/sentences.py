"""English sentences of a home, and what is compared of them once they were heard."""

import re

VOICES = ("af_heart", "am_michael", "bf_emma", "bm_george", "af_bella")
SENTENCES = (
    "The living room lights are now on.",
    "It is going to rain this afternoon, so take an umbrella with you.",
    "The front door was left open for more than an hour.",
    "I have added milk, bread and butter to your shopping list.",
    "Your next meeting starts in the blue room on the second floor.",
    "The washing machine has finished, and the dryer is still running.",
    "Nobody was at home when the package arrived yesterday.",
    "Please remember to water the plants before you leave.",
    "The movie begins after dinner, when the children are in bed.",
    "There is a strong wind warning for the coast tonight.",
    "I turned the heating down because all of the windows are open.",
    "The train to the city was late again this morning.",
    "Someone is ringing the bell at the garden gate.",
    "The battery of the smoke detector in the hallway is low.",
    "Tomorrow will be warm and sunny, with a light breeze from the south.",
    "The garage door is closed, and the alarm has been set.",
    "Dinner will be ready soon, so please come to the kitchen.",
    "The music is playing in the bedroom and in the bathroom.",
    "I could not find a song with that name in your library.",
    "The sun sets early today, and the blinds will close by themselves.",
    "Your phone is still charging on the table in the office.",
    "The cat wants to come inside, but the door is locked.",
    "A glass of cold water would be very nice right now.",
    "The old clock on the wall has stopped again.",
    "Good night, and sleep well until the morning.",
)


def words(text: str) -> str:
    """The words of a text in small letters, without marks."""
    return " ".join(re.findall(r"[a-z']+", text.lower()))
