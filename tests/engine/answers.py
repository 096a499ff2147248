"""Answers as language models give them: short and long, lists, nested sentences, code, tables, and
calls of tools.
"""

TOOL = "⟂"
"""Where a tool is called: the text halts for some seconds."""

ANSWERS = (
    "It is half past six.",
    "The kitchen light is on now.",
    "Let me check the weather." + TOOL + " It will rain in about an hour, so take an umbrella with you when you leave.",
    "Let me look at your calendar.\n\n" + TOOL + "You have three appointments tomorrow: the dentist at nine, lunch with Anna at noon, and the"
    " parents' evening at seven.",
    "I'll turn that off for you!" + TOOL + "The heating in the bathroom is off, and the window is still open.",
    "One moment, please..." + TOOL + " The front door is locked, but the garage is not. Should I close it?",
    'My calendar says "Dinner with Tom."' + TOOL + " He has just written that he will be ten minutes late.",
    "Sure. Which room do you mean, the living room or the study?",
    "I looked at the calendar for you, and the first thing tomorrow morning is the dentist who is waiting for you in the city centre near"
    " the station at half past six. After that you have nothing until noon.",
    "The living room is at twenty one degrees, which is what you asked for, while the bedroom has cooled down to eighteen because the"
    " window was left open when you went out this morning.",
    "Dr. Smith called at 5 p.m. and asked whether you could come on Dec. 24 instead, e.g. before lunch.",
    "Here is what you need for pancakes:\n\n- two eggs\n- three hundred millilitres of milk\n- two hundred grams of flour\n- a pinch of salt\n"
    "\nMix all of it, let it rest for twenty minutes, and bake it in butter.",
    "1. Open the app and choose your device.\n2. Press the button at the back for five seconds, until the light blinks.\n3. Wait for the"
    " second light, then choose your network.\n4. Type the password.",
    "# Shopping\n\n- apples\n- bread, the dark one\n- coffee\n\n# Later\n\n- call the plumber about the tap in the kitchen",
    "That the man who had sold the house in which the woman whom everybody in the village knew had lived for forty years never came back"
    " to see what had become of it surprised nobody.",
    "Because the report that the committee which the minister had set up last year was supposed to deliver before the summer has still not"
    " been published, the decision on the new line, which many in the region have been waiting for, will have to wait until autumn.",
    "If the washing machine, which you started at ten, is really still running, something must be wrong with it, since the short programme"
    " that you always choose takes no longer than fifty minutes.",
    "Photosynthesis is the process by which green plants turn light into chemical energy. They take in carbon dioxide through small openings"
    " in their leaves, and water through their roots. With the energy of the sun both become sugar and oxygen.",
    "The capital of Australia is Canberra, not Sydney, although many people believe otherwise.",
    "To list the files in a folder, use this command:\n\n```sh\nls -la /home/user\nfind . -name '*.txt'\n```\n\nThe first shows hidden files"
    " too, the second looks in all folders below.",
    "You can do that in Python:\n```python\ndef area(radius):\n    return 3.14 * radius ** 2\n```\nCall it with the radius in metres, and it"
    " gives the area in square metres.",
    "| Room | Temperature |\n|---|---|\n| Kitchen | 21 |\n| Bedroom | 18 |\n| Bath | 23 |\n\nThe bedroom is the coldest one.",
    "Both have their merits. The train takes four hours and costs about sixty euros; the plane takes one hour, but you need two more to get"
    " to the airport and through security, and it costs more than twice as much.",
    "Yes.",
    "No, I'm sorry, I can't open the garage door while nobody is at home.",
    "The match ended two to one. The home team scored early, lost its lead shortly before the break, and won with a penalty in the last"
    " minute of extra time, which the visitors' coach called a disgrace.",
    "Once upon a time there was a small robot that lived in a lighthouse. Every evening it climbed the stairs, lit the lamp, and told the"
    " ships good night. One night the lamp went out. The robot thought for a while, and then it began to sing.",
    "You should leave at seven forty five. There is a traffic jam of six kilometres on the motorway towards the north, so the way through"
    " the village is quicker today.",
    "The word comes from Greek, where it meant a gathering of people in a public place for talking about matters of the town.",
    "I set three timers: ten minutes for the rice, twenty five minutes for the vegetables in the oven, and an hour for the bread dough.",
    "Your electricity use today was 12.4 kWh, about 30 % less than yesterday, and most of that was the dryer at 3.2 kWh.",
    "It costs $5.99 a month, or $59 a year, and the first 30 days are free; see https://example.org/plans for the details.",
    "Version 2.10.3 is available for the hub. It repairs the fault with the blinds, brings support for new sensors and needs a restart of"
    " about two minutes. Shall I install it tonight at three?",
    "I found two songs with that name. Do you want the one by the Beatles from 1965, or the cover by Joe Cocker that was played at Woodstock?",
    "First I'll ask the thermostat." + TOOL + "It says nineteen degrees. Now the weather." + TOOL + "Outside it is minus two, and it will get"
    " colder in the night, so I would leave the heating on.",
    "The meeting of the board that was planned for Thursday afternoon in the large conference room on the third floor of the main building"
    " has been moved to Friday morning at nine in the small room next to the canteen",
    "Good morning! It's Tuesday, the fourth of March. The sun rose at 6:41, it is four degrees outside, and you have two meetings today,"
    " at ten and at two. There was one call in the night, from your sister. Have a nice day!",
    "A mortgage is a loan that is secured by a house or a flat. The bank lends you money, you pay it back with interest over many years, and"
    " if you cannot, the bank may sell the property to get its money back.",
    "Wait - do you mean the lamp beside the sofa, or the one above the table that your brother gave you for your birthday?",
    "Fermat's last theorem says that no three positive integers satisfy the equation for any exponent greater than two; it was stated in"
    " sixteen thirty seven, in the margin of a book, and proved more than three hundred and fifty years later.",
)  # fmt: skip
