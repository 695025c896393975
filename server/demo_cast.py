"""Who the demo clinics' people are; their ids are fixed, so that tests and the sign-in page name the same persons."""

from server.pages.language import later

CAST_IDS = {
    "mara": "0199c000-0000-7000-8000-000000000001",
    "iris": "0199c000-0000-7000-8000-000000000002",
    "noor": "0199c000-0000-7000-8000-000000000003",
    "theo": "0199c000-0000-7000-8000-000000000004",
    "pria": "0199c000-0000-7000-8000-000000000005",
    "ada": "0199c000-0000-7000-8000-000000000006",
    "otto": "0199c000-0000-7000-8000-000000000007",
    "sol": "0199c000-0000-7000-8000-000000000008",
    "wren": "0199c000-0000-7000-8000-000000000009",
}
CAST_WORDS = {
    "mara": later("Patient, between sessions two and three"),
    "iris": later("Patient, just beginning"),
    "noor": later("Patient, third session tomorrow"),
    "theo": later("Therapist of Mara, Iris and Noor"),
    "pria": later("Prescriber, Harbour Clinic"),
    "wren": later("Therapist, Harbour Clinic, on nobody’s team"),
    "ada": later("Administrator, Harbour Clinic"),
    "otto": later("Therapist, Cedar Clinic"),
    "sol": later("Patient, Cedar Clinic"),
}
