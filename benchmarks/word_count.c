/* A straight word count: the speed that the tokenizer is measured against.

   A word is a run of ASCII letters and digits and of any bytes from 0x80 on, in lower case by a table. Each word is
   hashed while it is read (FNV-1a, 64 bits) and looked up in an open table that doubles when it is half full; its code,
   the number of distinct words before it, goes into one array, and where each document ends in it into another. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    uint32_t hash;
    int32_t code; /* -1 where the slot is free */
} Slot;

typedef struct {
    int64_t distinct;
    int64_t *starts;  /* word n is letters[starts[n]] to letters[starts[n + 1]] */
    uint8_t *letters;
} Vocabulary;

static Slot *free_slots(int64_t n)
{
    Slot *slots = malloc(n * sizeof(Slot));
    if (slots) memset(slots, 0xff, n * sizeof(Slot));
    return slots;
}

static Slot *twice(Slot *slots, int64_t n)
{
    Slot *more = free_slots(2 * n);
    for (int64_t old = 0; more && old < n; old++) {
        if (slots[old].code < 0) continue;
        uint64_t at = slots[old].hash & (2 * n - 1);
        while (more[at].code >= 0) at = (at + 1) & (2 * n - 1);
        more[at] = slots[old];
    }
    free(slots);
    return more;
}

void forget(Vocabulary *words)
{
    free(words->starts);
    free(words->letters);
    words->starts = NULL;
    words->letters = NULL;
}

/* The seconds that it took, or -1 where memory does not suffice. `codes` has room for a word in every second byte. */
double word_count(const uint8_t *text, const int64_t *offsets, int64_t documents, int32_t *codes, int64_t *ends,
                  Vocabulary *words)
{
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);

    uint8_t lower[256] = {0}; /* 0 for what is no part of a word */
    for (int byte = 0; byte < 256; byte++)
        if (byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')) lower[byte] = byte;
        else if (byte >= 'A' && byte <= 'Z') lower[byte] = byte + 32;

    int64_t n = 1 << 12, room = 1 << 16, distinct = 0, used = 0, found = 0;
    Slot *slots = free_slots(n);
    int64_t *starts = malloc((n / 2 + 2) * sizeof(int64_t));
    uint8_t *letters = malloc(room);
    *words = (Vocabulary){0, starts, letters};
    if (!slots || !starts || !letters) return -1;
    starts[0] = 0;

    for (int64_t document = 0; document < documents; document++) {
        const uint8_t *at = text + offsets[document], *stop = text + offsets[document + 1];
        if (used + (stop - at) > room) {
            while (used + (stop - at) > room) room *= 2;
            letters = realloc(letters, room);
            if (!letters) return -1;
            words->letters = letters;
        }
        for (;;) {
            while (at < stop && !lower[*at]) at++;
            if (at == stop) break;

            uint8_t *word = letters + used, letter; /* stays there if it is new, is overwritten by the next if not */
            uint64_t hash = 0xcbf29ce484222325u;
            int64_t length = 0;
            while (at < stop && (letter = lower[*at])) {
                word[length++] = letter;
                hash = (hash ^ letter) * 0x100000001b3u;
                at++;
            }
            uint32_t folded = hash ^ (hash >> 32);
            uint64_t slot = folded & (n - 1);
            int32_t code;
            while ((code = slots[slot].code) >= 0) {
                if (slots[slot].hash == folded && starts[code + 1] - starts[code] == length &&
                    !memcmp(letters + starts[code], word, length))
                    break;
                slot = (slot + 1) & (n - 1);
            }
            if (code < 0) {
                code = distinct++;
                slots[slot] = (Slot){folded, code};
                used += length;
                starts[distinct] = used;
                if (distinct == n / 2) {
                    slots = twice(slots, n);
                    n *= 2;
                    int64_t *longer = realloc(starts, (n / 2 + 2) * sizeof(int64_t));
                    if (longer) words->starts = starts = longer;
                    if (!slots || !longer) return -1;
                }
            }
            codes[found++] = code;
        }
        ends[document] = found;
    }
    words->distinct = distinct;
    free(slots);
    clock_gettime(CLOCK_MONOTONIC, &end);
    return (end.tv_sec - begin.tv_sec) + (end.tv_nsec - begin.tv_nsec) * 1e-9;
}
