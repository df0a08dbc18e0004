"""The kinds of defect of a corpus: what each means for the analysis, and what to do about it."""

# Name -> (what it does to counts, topics and trends; what to do). `check` gives them in this order.
DEFECTS = {
    "no text": (
        "The article counts as an article and has no words: means over articles and shares per article are too low.",
        'Leave it out: articles[articles["text"].notna()], or find the text again.',
    ),
    "no date": (
        "The article is in no trend and no comparison before and after an event; all else counts it.",
        "Take the date from the source; leave it missing where it would be a guess.",
    ),
    "no outlet": (
        "The article is in no comparison of outlets; what is counted over the whole corpus has it.",
        "Take the outlet from the source, or name the group, as in fillna after adding a category.",
    ),
    "no title": (
        "Nothing that is counted in texts changes; lists of articles show it without its name.",
        "Take the title from the source where one is to read the list.",
    ),
    "repeated text": (
        "Its words count twice or more: frequencies and topics lean towards it, intervals come out too narrow.",
        'Keep the first: articles[~articles["text"].duplicated() | articles["text"].isna()].',
    ),
    "template": (
        "The same sentence or line in many articles of an outlet looks like what this outlet writes about: it tops key "
        "words and collocations and can make a topic of its own.",
        "Remove the phrase from the texts, or its words by text.remove.",
    ),
    "very short": (
        "Mostly a placeholder, a teaser or a cut text: one word of it moves a share per article by much.",
        "Read them; leave out those that are no articles, and say how many.",
    ),
    "very long": (
        "Possibly several articles in one, a transcript or a live blog: it outweighs many others in counts of words.",
        "Read them; part them, or use means over articles and rates by article.",
    ),
    "cut text": (
        "What stood after the cut is lacking: late paragraphs, so background and other sides' quotations, are "
        "undercounted.",
        "Fetch the full texts; else compare only with outlets that are cut, too.",
    ),
    "begins with its headline": (
        "Words of the headline count twice, and more so in short articles.",
        "Take the headline off the text, in all outlets or in none.",
    ),
    "replacement character": (
        "A character is lost and often parts a word in two: frequencies of names with accents and of contractions are "
        "too low.",
        "Read the source again in its own encoding; what is lost cannot be mended afterwards.",
    ),
    "question mark for a character": (
        "An accented letter or a quotation mark is lost: words are parted, quotations are not found.",
        "Read the source again in its own encoding; what is lost cannot be mended afterwards.",
    ),
    "mojibake": (
        "Letters are read in a wrong encoding, as in Ã¼ for ü: such words are counted as others.",
        'Mend it: articles["text"].map(ftfy.fix_encoding, na_action="ignore"), and compare before and after.',
    ),
    "HTML left": (
        "Names of tags and entities are counted as words, such as nbsp, href and quot.",
        "Take the text out of the pages again; for entities alone: "
        'articles["text"].map(html.unescape, na_action="ignore").',
    ),
    "another language": (
        "Its function words are not removed and its words make a topic of their own, whatever it is about.",
        "Analyse one language at a time, or say how small the share is.",
    ),
    "language in doubt": (
        "Which language it is in cannot be told with confidence: often lists, names and figures, or two languages.",
        "Read them.",
    ),
    "language told wrongly": (
        "The column `language` says another one than the text: a choice by this column takes in the wrong articles.",
        "Read them; correct the column.",
    ),
    "date in the future": (
        "The date is wrong, and stretches every trend to a day that has not come.",
        "Correct it from the source, or make it missing.",
    ),
    "date before 1700": (
        "Mostly a placeholder for a missing date; it stretches every trend by centuries.",
        "Correct it from the source, or make it missing.",
    ),
    "dates on one day": (
        "So many articles on one day are mostly a date of export or a 1 January for a year alone: it looks like a "
        "burst.",
        "Look at the texts of that day; make the date missing where it is none.",
    ),
    "outlet silent": (
        "An outlet has no article for a month or more: a trend of all outlets dips or changes because it is lacking.",
        "Look whether it was collected in that time; trends by outlet show the gap, trends over all do not.",
    ),
    "before all outlets": (
        "The article lies in a time from which an outlet has none yet: a trend compares different sets of outlets.",
        "Begin trends where all outlets have begun, or draw them by outlet.",
    ),
    "after an outlet ends": (
        "The article lies in a time from which an outlet has none any more: a trend compares different sets of "
        "outlets.",
        "End trends where the first outlet ends, or draw them by outlet.",
    ),
}
