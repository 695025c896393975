"""The controllers of a clinic's set-up and of reading, as the application takes them."""

from server.review.about import AboutController
from server.review.clinic_reading import ClinicReadingController
from server.review.hours import HoursController
from server.review.reading import ReadingController
from server.review.setup import SetupController
from server.review.staff import StaffPagesController

SETUP = [
    AboutController, ClinicReadingController, HoursController, ReadingController, SetupController,
    StaffPagesController,
]  # fmt: skip
