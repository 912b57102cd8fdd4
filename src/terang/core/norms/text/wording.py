"""The words for what stands in a norm: a heading per section, a label per key, a form per kind of number.

What has no words here is shown by its own name, so that a new section of a norm needs nothing to be seen.
"""

from __future__ import annotations

from collections.abc import Mapping

from terang.core.sentences import Sentence

HEADINGS: Mapping[str, Sentence] = {
    "exam": Sentence("The first exam"),
    "parts": Sentence("Parts of the exam"),
    "groups": Sentence("Parts that are counted together"),
    "kinds": Sentence("Thresholds by kind of formasi"),
    "affirmations": Sentence("Points for a proven claim"),
    "shortlist": Sentence("Who goes on to the second tests"),
    "second_tests": Sentence("Bounds of the second tests"),
    "integration": Sentence("The final score"),
    "priority": Sentence("Groups that are placed first, in this order"),
    "final": Sentence("The final ranking"),
    "transfers": Sentence("Filling slots that nobody won, step by step"),
    "windows": Sentence("Days"),
    "codes": Sentence("Result codes"),
    "published": Sentence("What is published"),
    "eligibility": Sentence("Who may apply"),
}

# In this order the keys of one section or table are told.
LABELS: Mapping[str, Sentence] = {
    "code": Sentence("Name"),
    "label": Sentence("Name"),
    "questions": Sentence("Questions"),
    "maximum": Sentence("Most points"),
    "minutes": Sentence("Time"),
    "accommodation_minutes": Sentence("Time with a visual disability"),
    "scoring": Sentence("Which answers give points"),
    "points_right": Sentence("Points of the right or best answer"),
    "points_least": Sentence("Points of the weakest answer"),
    "parts": Sentence("Counted together"),
    "threshold": Sentence("Threshold"),
    "fallback": Sentence("Total that fills places left empty"),
    "target": Sentence("Added to"),
    "percent": Sentence("How much of its maximum"),
    "times": Sentence("How many"),
    "chain": Sentence("Order of comparison"),
    "allowed": Sentence("Tests that are allowed"),
    "cat_at_least": Sentence("Weight of CAT"),
    "extra_kinds_at_most": Sentence("Kinds of tests besides CAT"),
    "extra_at_most": Sentence("Weight of the tests besides CAT"),
    "interview_at_most": Sentence("Weight of interviews"),
    "first": Sentence("Weight of the first exam"),
    "second": Sentence("Weight of the second exam"),
    "decimals": Sentence("Rounding"),
    "target_kinds": Sentence("Slots of"),
    "source_kinds": Sentence("go to people of"),
    "kinds": Sentence("Kind of formasi"),
    "location": Sentence("Location"),
    "threshold_of": Sentence("Threshold that must be reached"),
    "outcome": Sentence("Code in the result"),
    "days_at_least": Sentence("How long"),
    "objection_days": Sentence("Objections within"),
    "answer_days": Sentence("Answers within"),
    "unanswered": Sentence("An objection without an answer"),
    "chosen": Sentence("Chosen"),
    "outside": Sentence("Not among the best"),
    "below": Sentence("Below the threshold"),
    "absent": Sentence("Absent"),
    "knocked_out": Sentence("Knocked out"),
    "meaning": Sentence("Meaning"),
    "passes": Sentence("Passes"),
    "published": Sentence("Columns of the lists"),
    "age_min": Sentence("Youngest"),
    "age_max": Sentence("Oldest"),
    "age_max_special": Sentence("Oldest for some positions"),
    "special_positions": Sentence("These positions"),
    "age_on": Sentence("Age on the day of"),
    "levels": Sentence("Levels of accreditation, best first"),
    "names": Sentence("Other names of these levels"),
    "on": Sentence("Accreditation on the day of"),
}

FORMS: Mapping[str, str] = {
    **dict.fromkeys(("minutes", "accommodation_minutes"), Sentence("%(value)s minutes", value="").msgid),
    **dict.fromkeys(("first", "second", "percent"), Sentence("%(value)s %%", value="").msgid),
    **dict.fromkeys(("objection_days", "answer_days"), Sentence("%(value)s days", value="").msgid),
    **dict.fromkeys(("extra_at_most", "interview_at_most"), Sentence("at most %(value)s %%", value="").msgid),
    **dict.fromkeys(("age_min", "age_max", "age_max_special"), Sentence("%(value)s years", value="").msgid),
    "cat_at_least": Sentence("at least %(value)s %%", value="").msgid,
    "extra_kinds_at_most": Sentence("at most %(value)s", value="").msgid,
    "days_at_least": Sentence("at least %(value)s days", value="").msgid,
    "times": Sentence("%(value)s times the slots", value="").msgid,
    "decimals": Sentence("to %(value)s decimals, half up", value="").msgid,
}
SHARES = ("first", "second")  # stand as parts of one whole and are told in percent
ORDERED = ("chain", "levels")

KEYS: Mapping[str, Sentence] = {
    "final": Sentence("final score"),
    "gpa": Sentence("GPA"),
    "born_on": Sentence("age (the older first)"),
    "priority": Sentence("priority group"),
    "shared": Sentence("shared place"),
}
"""What the keys of a chain are called, besides parts, groups and exams."""

# Words by the key (or the section, for the names of its rows) under which they stand; "" holds everywhere.
WORDS: Mapping[str, Mapping[str, Sentence]] = {
    "": KEYS,
    "published": {
        "place": Sentence("place"),
        "parts": Sentence("points of each part"),
        "outcome": Sentence("result code"),
        "decided_by": Sentence("what decided"),
    },
    "scoring": {
        "right_wrong": Sentence("one is right, the others give nothing"),
        "weighted": Sentence("each gives points, some more than others"),
    },
    "kinds": {"same": Sentence("the same"), "other": Sentence("another"), "any": Sentence("any")},
    "location": {"same": Sentence("the same"), "other": Sentence("another"), "any": Sentence("any")},
    "threshold_of": {
        "target": Sentence("that of the slot"),
        "source": Sentence("that of the person's own kind"),
    },
    "unanswered": {
        "stands": Sentence("the decision stands"),
        "upheld": Sentence("is upheld"),
        "escalates": Sentence("goes to the next level"),
    },
    "age_on": {
        "registration_completed": Sentence("completed registration"),
        "registration_opens": Sentence("the opening of registration"),
    },
    "on": {
        "graduation": Sentence("graduation"),
        "registration_completed": Sentence("completed registration"),
    },
    "second_tests": {
        "pusat": Sentence("central agencies"),
        "daerah": Sentence("regional agencies"),
        "any": Sentence("every agency"),
    },
    "windows": {
        "announcement": Sentence("Announcement"),
        "registration": Sentence("Registration"),
        "screening": Sentence("Screening"),
        "screening_objection": Sentence("Objections to the screening"),
        "exam": Sentence("The first exam"),
        "second_tests": Sentence("Second tests"),
        "result": Sentence("Result"),
        "result_objection": Sentence("Objections to the result"),
    },
    "codes": {"shortlist": Sentence("After the first exam"), "final": Sentence("In the final result")},
    "eligibility": {"accreditation": Sentence("Accreditation")},
}
