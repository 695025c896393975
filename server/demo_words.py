"""What the demo clinic's people wrote; every text is invented, and each one's telltale words are theirs."""

# A text stays whole beside its date; one field a line would double the file.
# fmt: off

# days ago, local time, session number, prompt id or "", mood or None, body,
# "no" | "read" | "waiting" | "stopped" (how far it was shared), the therapist's reply or ""
Entry = tuple[int, str, int, str, int | None, str, str, str]

# How many days ago each session took place, first to last. The entries below are written around these days.
SESSIONS: dict[str, tuple[int, ...]] = {"mara": (19, 5), "noor": (30, 16), "iris": (), "sol": (9,)}

MARA: tuple[Entry, ...] = (
    (
        26, "21:14", 0, "PRP-05", 4,
        "What worries me is the part where I cannot be useful. At the bench I always have something in my "
        "hands, a spring or an escapement, and people leave me alone because I look busy.\n\n"
        "I could ask whether anyone minds if I say nothing at all for an hour.",
        "read", "Nobody minds. An hour with nothing said is an ordinary hour here.",
    ),
    (20, "22:05", 0, "PRP-13", None, "Unhurried.", "no", ""),
    (19, "18:40", 1, "D0-01", None, "Gravel. Quince. Hush.", "no", ""),
    (
        18, "09:32", 1, "D1-01", 5,
        "It began with the hum of the fridge next door, or whatever they keep there. The hum got wide enough "
        "to lie down in. For a good while I was not anybody with a job.\n\n"
        "Then there was a wainscot, the old brown kind, running all the way round something. I followed it "
        "along with my fingers and never came to a corner. I was not looking for one.\n\n"
        "I came back thirsty and a little annoyed at having feet. My brother drove, with the radio off, and "
        "did not ask. I would like to tell you about the wainscot some time. I do not think it stands for "
        "anything.",
        "read", "I would like to hear about it. It does not have to stand for anything.",
    ),
    (
        14, "19:50", 1, "W1-08", 6,
        "It would look like closing the shop at four when nobody is coming, and not inventing a reason.\n\n"
        "I did it once this week. Then I went out and picked up the quinces, the ones with no wasps in them.",
        "stopped", "",
    ),
    (
        8, "07:15", 1, "BS-03", 5,
        "I am waiting for the next one to make me patient with my mother. It could begin before that. I "
        "could let her finish the story about the ferry.",
        "read", "",
    ),
    (
        5, "19:22", 2, "D0-04", None,
        "A kittiwake on one leg on the roof of my own head, entirely at home.",
        "no", "",
    ),
    (
        4, "11:05", 2, "D1-03", 6,
        "How ordinary the hard part was. There was a stretch where I wanted it to be over, and I counted the "
        "ceiling tiles through the mask, which cannot be done. Then the wanting was one more noise in the "
        "room, like the ventilation.\n\n"
        "I was sick once, neatly. The nurse said my name, and I was glad to have one.",
        "waiting", "",
    ),
    (
        2, "02:47", 2, "", 3,
        "Awake again. Not frightened. I wound the kitchen clock so that something would be keeping count "
        "besides me.",
        "no", "",
    ),
    (
        1, "08:30", 2, "W1-01", 6,
        "A customer complained about the price, and for once I did not explain myself for ten minutes. I "
        "said the number again. My hands stayed where they were.\n\n"
        "Not much of a story. But I noticed it while it was happening, and usually I notice on the stairs "
        "home.",
        "waiting", "",
    ),
)

NOOR: tuple[Entry, ...] = (
    (
        34, "20:48", 0, "PRP-11", 4,
        "Do not say that it will be all right. Say what time it is, and that the kettle is on. I am putting "
        "it here so that I do not have to ask anyone twice.",
        "read", "The time, and the kettle. The nurses have it from me, in your words.",
    ),
    (30, "17:40", 1, "D0-02", None, "Persimmon, the inside of one. Fog with someone in it.", "no", ""),
    (
        29, "10:12", 1, "D1-01", 5,
        "I was on a velodrome, without a bicycle and without a race. Only the slope of the boards, very "
        "tall, and I went round it slowly, the way a marble goes. I kept thinking I should be dizzy.\n\n"
        "In the middle the nurse turned a page. It was the loudest thing that has ever happened. I knew from "
        "it that the room was still there, so I went on.\n\n"
        "Afterwards I cried into the rice my sister made, and we both found that funny, because it was only "
        "rice.",
        "read", "Would you like somebody to turn pages again next time, or to sit without a book?",
    ),
    (
        24, "21:30", 1, "W1-05", 5,
        "Two bad nights dimmed it, and one phone call from work. What brought some of it back was standing "
        "in the yard in my coat and pyjamas, listening to the first streetcar take the bend.",
        "read", "",
    ),
    (16, "18:05", 2, "D0-06", None, "Yes.", "no", ""),
    (
        15, "12:20", 2, "D1-09", 4,
        "What sits heavily is the stretch I wrote one word about. I lost the edges of things, and it went on "
        "for longer than I liked. The nurse says it was a few minutes. I believe her, and that does not help "
        "yet.\n\n"
        "She can carry the remembering. I would like you to carry the question of whether I go again.",
        "read", "I am carrying it. Let us give it our first twenty minutes. Nothing is settled before then.",
    ),
    (
        1, "21:55", 2, "PRP-07", 5,
        "No radio, and the window down a little. My sister drives as if the road were asleep. When we come in "
        "I would like the lamp with the orange shade on, and my aunt’s samovar humming, and nobody being "
        "cheerful.\n\n"
        "I still have no line for it. I have three, and I do not trust any of them.",
        "waiting", "",
    ),
)

IRIS: tuple[Entry, ...] = (
    (
        4, "23:10", 0, "PRP-14", 3,
        "The allotment, mostly. Larkspur does not care what kind of week it was. Also the woman at the "
        "library desk who says my surname the way my father did.",
        "no", "",
    ),
    (
        1, "06:50", 0, "", None,
        "Did the part about medicines. It took an hour, because I had to find the boxes. My memory has been "
        "a colander since March, so I photographed everything.\n\n"
        "Strange to see the years as a list. It is shorter than it felt.",
        "no", "",
    ),
)

SOL: tuple[Entry, ...] = (
    (
        12, "19:05", 0, "PRP-09", 5,
        "My uncle’s roof in Queens, under the pergola he built out of bed frames. Tar, basil, somebody "
        "else’s radio. My shoulders come down when I write the word roof.",
        "no", "",
    ),
    (9, "20:31", 1, "D0-03", None, "Toast. The heavy blanket. No talk.", "no", ""),
    (
        8, "16:44", 1, "D1-10", 6,
        "Ask me about the bandoneon. I do not play one and never have, and it was breathing for me the whole "
        "time, in and out, like an old dog asleep.\n\n"
        "Do not ask me whether I feel better. I would say yes to be polite.",
        "read", "Then I will ask about the bandoneon, and leave the other question alone.",
    ),
)

ENTRIES: dict[str, tuple[Entry, ...]] = {"mara": MARA, "noor": NOOR, "iris": IRIS, "sol": SOL}

# Who answers whom: the replies above are written by this person.
READERS: dict[str, str] = {"mara": "theo", "noor": "theo", "iris": "theo", "sol": "otto"}

# By session number. Nobody has a line for the coming session yet.
INTENTIONS: dict[str, tuple[tuple[int, str], ...]] = {
    "mara": ((1, "Let my hands be empty for a while."), (2, "Stay for the ordinary part.")),
    "noor": ((1, "Knock first, then go in slowly."), (2, "Find the edge and sit down beside it.")),
    "iris": (),
    "sol": ((1, "Say less, hear more."),),
}

# Whose session was moved, its number, by how many days, and the reason staff gave.
MOVED: tuple[tuple[str, int, int, str], ...] = (
    (
        "mara", 3, 2,
        "Moved two days later. Pria is away on the first date, and Mara’s brother can drive on the second.",
    ),
)

# Words found in one person's texts and nowhere else in the product, so that a leak can be searched for.
TELLTALES: dict[str, tuple[str, ...]] = {
    "mara": ("escapement", "quince", "wainscot", "kittiwake"),
    "noor": ("persimmon", "velodrome", "samovar", "streetcar"),
    "iris": ("larkspur", "colander", "allotment"),
    "sol": ("pergola", "bandoneon", "basil"),
}
