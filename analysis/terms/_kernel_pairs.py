"""Which words stand together, compiled: sequences of neighbours, and the company of a word within a window.

Neither makes a key for a pair and looks it up. All places of a word are taken at once, and what stands beside them is
counted in an array with one entry for each word of the vocabulary, which stays in the cache; the entries that were
touched are listed, so that they are read and emptied without going through the vocabulary.
"""

import numba
import numpy as np


@numba.njit(nogil=True, cache=True)
def rooms(offsets, breaking, before, after):
    """How many tokens each token can see to its left and to its right before its row ends or a breaking token stands.

    Row i holds the tokens ``offsets[i]:offsets[i + 1]``; a token that breaks sees nothing itself. The answers go to
    `before` and `after`, int32 arrays of zeros.

    >>> before, after = np.zeros((2, 5), np.int32)
    >>> rooms(np.array([0, 4, 5]), np.array([False, False, True, False, False]), before, after)
    >>> before.tolist(), after.tolist()
    ([0, 1, 0, 0, 0], [1, 0, 0, 0, 0])
    """
    for row in range(len(offsets) - 1):
        for at in range(offsets[row] + 1, offsets[row + 1]):
            if not breaking[at] and not breaking[at - 1]:
                before[at] = before[at - 1] + 1
        for at in range(offsets[row + 1] - 2, offsets[row] - 1, -1):
            if not breaking[at] and not breaking[at + 1]:
                after[at] = after[at + 1] + 1


@numba.njit(nogil=True, cache=True)
def split(first, stop, bounds, places, codes, step, vocabulary, numbers, least, sizes, split_bounds, split_places):
    """Part the groups of places ``first:stop`` by the word that stands `step` tokens after each place.

    Parameters
    ----------
    bounds, places : integer arrays
        Group i is the places ``places[bounds[i]:bounds[i + 1]]``.
    codes : int32 array, one per token
        Below `vocabulary` wherever it is read.
    numbers : int32 array, one per token, or empty
        -1, or the number under which the size of the part that the place is in is written to `sizes`.
    least : int
        Parts that are smaller are dropped, and, unless `numbers` is empty, those without a numbered place.
    split_bounds, split_places : integer arrays
        The parts, those of a group in the order of their first places, and the places of a part in the order in which
        the group has them. There is room for as many as the groups have places; or none, if only `sizes` is wanted.

    Returns
    -------
    int
        How many parts are kept.
    """
    times = np.zeros(vocabulary, np.int64)
    wanted = np.full(vocabulary, len(numbers) == 0)
    touched = np.empty(vocabulary, np.int32)
    n, parts = 0, 0
    for group in range(first, stop):
        words = 0
        for i in range(bounds[group], bounds[group + 1]):
            code = codes[places[i] + step]
            if times[code] == 0:
                touched[words] = code
                words += 1
            times[code] += 1
        if len(numbers):
            for i in range(bounds[group], bounds[group + 1]):
                if numbers[places[i]] >= 0:
                    code = codes[places[i] + step]
                    sizes[numbers[places[i]]] = times[code]
                    wanted[code] = True
        if len(split_places):
            for i in range(words):
                code = touched[i]
                if times[code] >= least and wanted[code]:
                    begin = n
                    n += times[code]
                    times[code] = begin  # from here on it says where the next place of the part goes
                    parts += 1
                    split_bounds[parts] = n
                else:
                    times[code] = -1
            for i in range(bounds[group], bounds[group + 1]):
                code = codes[places[i] + step]
                if times[code] >= 0:
                    split_places[times[code]] = places[i]
                    times[code] += 1
        for i in range(words):
            times[touched[i]] = 0
            wanted[touched[i]] = len(numbers) == 0
    return parts


@numba.njit(nogil=True, cache=True)
def described(bounds, places, articles, before, after, longer, holding, nested):
    """In how many articles each group has a place, and how many of its places are in a run of at least `longer` tokens.

    `articles` numbers the article of each token, in any order; `before` and `after` are those of `rooms`. The answers
    go to `holding` and `nested`, int64 arrays of zeros.
    """
    seen = np.full(articles.max() + 1 if len(articles) else 0, -1, np.int64)
    for group in range(len(bounds) - 1):
        for i in range(bounds[group], bounds[group + 1]):
            article = articles[places[i]]
            if seen[article] != group:
                seen[article] = group
                holding[group] += 1
            if before[places[i]] + 1 + after[places[i]] >= longer:
                nested[group] += 1


@numba.njit(nogil=True, cache=True)
def by_word(codes, starts, places):
    """Put the places of each word into ``places[starts[word]:starts[word + 1]]``, ascending.

    `starts` is how many tokens have a smaller code; there is one entry for each word and a last one.

    >>> places = np.empty(4, np.int32)
    >>> by_word(np.array([1, 0, 1, 0], np.int32), np.array([0, 2, 4]), places)
    >>> places.tolist()
    [1, 3, 0, 2]
    """
    following = starts.copy()
    for at in range(len(codes)):
        places[following[codes[at]]] = at
        following[codes[at]] += 1


@numba.njit(nogil=True, cache=True)
def margins(codes, words, before, after, window, to_left, to_right):
    """How many words stand within `window` tokens to the left and to the right of each word, over all its places.

    Codes from `words` on are no words. The answers go to `to_left` and `to_right`, int64 arrays of zeros.
    """
    passed = np.zeros(len(codes) + 1, np.int64)  # words before each token
    for at in range(len(codes)):
        passed[at + 1] = passed[at] + (codes[at] < words)
    for at in range(len(codes)):
        if codes[at] < words:
            to_left[codes[at]] += passed[at] - passed[at - min(window, before[at])]
            to_right[codes[at]] += passed[at + min(window, after[at]) + 1] - passed[at + 1]


@numba.njit(nogil=True, cache=True)
def company(word, stop, starts, places, codes, words, before, after, articles, to_left, to_right, least, found):
    """The words that stand at least `least` times near each word from `word` on and have no smaller code than it.

    Parameters
    ----------
    starts, places : arrays
        As made by `by_word`.
    codes, articles : int32 arrays, one per token
        The articles in any order in which each is one stretch. Codes from `words` on are no words.
    to_left, to_right : int
        How many tokens near is. A word and itself are counted to the right only, so that no pair counts twice.
    found : int64 array of four columns
        Takes the word, the other one, how often they stand together and in how many articles, in the order of words.

    Returns
    -------
    n, word : int
        How many rows of `found` are filled, and the word to go on with, because `found` might not hold what it has.
    """
    times, holding = np.zeros(words + 1, np.int64), np.zeros(words + 1, np.int32)
    seen = np.full(words + 1, -1, np.int32)
    touched = np.empty(words + 1, np.int32)
    n = 0
    while word < stop and n + words <= len(found):
        others = 0
        for i in range(starts[word], starts[word + 1]):
            place = places[i]
            article = articles[place]
            # That the room ends is nearly never the case, and is told apart from the end of the window for that
            # reason: the processor need not wait for it. min(room, to_right) takes twice as long.
            room = after[place]
            for step in range(1, to_right + 1):
                if step > room:
                    break
                other = codes[place + step]
                if other >= word:
                    if times[other] == 0:
                        touched[others] = other
                        others += 1
                    times[other] += 1
                    if seen[other] != article:
                        seen[other] = article
                        holding[other] += 1
            room = before[place]
            for step in range(1, to_left + 1):
                if step > room:
                    break
                other = codes[place - step]
                if other > word:
                    if times[other] == 0:
                        touched[others] = other
                        others += 1
                    times[other] += 1
                    if seen[other] != article:
                        seen[other] = article
                        holding[other] += 1
        for i in range(others):
            other = touched[i]
            if times[other] >= least and other < words:
                found[n, 0], found[n, 1], found[n, 2], found[n, 3] = word, other, times[other], holding[other]
                n += 1
            times[other], holding[other], seen[other] = 0, 0, -1
        word += 1
    return n, word
