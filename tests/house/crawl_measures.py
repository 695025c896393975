"""Questionnaires: answered, repeated, refused, and hidden."""

from uuid import uuid4

from tests.measures.filled import gad7, phq9
from tests.someone import Someone


def measure(noor: Someone) -> None:
    form = phq9(9, 1)
    for more in ({}, {}, {"q1": "3"}):
        noor.send("/measures/phq9", form | more)
    noor.send("/measures/gad7", form)
    noor.send("/measures/gad7", gad7(21))
    noor.send("/measures/phq9", {"q1": "7"})
    for value in ("1", "1", "3", "0", "7"):
        noor.send("/measures/phq9/alarm", {"id": str(uuid4()), "value": value})
    day = {"id": str(uuid4())}
    for marks in ({"mood": "4"}, {"mood": "4"}, {"mood": "5", "sleep": "0"}, {"mood": "x"}):
        noor.send("/measures/day", day | marks)
    for hidden in ("1", "0"):
        noor.send("/measures/numbers", {"id": str(uuid4()), "hidden": hidden})
        noor.open("/measures")
