"""Invented sentences for the large demo: enough words that a search has something to tell apart."""

from random import Random

FIRST_NAMES = (
    "Alba", "Bela", "Cato", "Dara", "Eli", "Fern", "Gita", "Hana", "Ines", "Juno", "Kaia", "Lior", "Milo", "Nell",
    "Oona", "Pavel", "Quill", "Rosa", "Senna", "Tomas", "Ulla", "Vera", "Wren", "Xenia", "Yuri", "Zora", "Anton",
    "Bruno", "Clio", "Dov", "Esme", "Farid", "Greta", "Hugo", "Ilse", "Jonas", "Klara", "Luca", "Mirra", "Nadia",
)  # fmt: skip
WHO = (
    "My sister", "The neighbour", "A man on the ferry", "My mother", "The baker", "Somebody at work", "My son",
    "The woman from the choir", "My oldest friend", "The dog", "The doctor", "A child in the yard",
)  # fmt: skip
DID = (
    "waited for me", "said my name", "laughed at nothing", "left the door open", "asked how it was",
    "was already there", "carried the bag", "did not look away", "sang two lines of it", "called twice",
    "told me about the garden", "sat down beside me",
)  # fmt: skip
WHERE = (
    "at the harbour", "on the stairs", "in the kitchen", "by the lake", "under the bridge", "at the market",
    "on the bus", "in the waiting room", "behind the school", "in the snow", "near the lemon tree", "at the window",
)  # fmt: skip
FELT = (
    "I did not mind.", "It was easier than last week.", "My shoulders came down.", "I was tired afterwards.",
    "I thought of the lantern again.", "It hurt, and it passed.", "I slept through.", "I could not say why.",
    "I wanted to write it down.", "The grey was thinner.", "I ate something warm.", "Nothing else happened that day.",
)  # fmt: skip


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - it guards nothing, and must fall the same each time


def sentences(words: Random) -> str:
    """Three to eight, of which one is how it felt."""
    told = [f"{words.choice(WHO)} {words.choice(DID)} {words.choice(WHERE)}." for _n in range(words.randrange(2, 8))]
    return " ".join([*told, words.choice(FELT)])
