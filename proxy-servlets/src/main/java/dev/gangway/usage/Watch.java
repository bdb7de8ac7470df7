package dev.gangway.usage;

/**
 * What to do with what is found at one pointer.
 *
 * @param kind how it counts
 * @param slot where the amount or text goes
 * @param match the string to compare with, empty where there is none
 */
record Watch(Kind kind, int slot, String match) {

    /** How a value counts. */
    enum Kind {
        /** A number, the last one seen. */
        NUMBER,
        /** Strings equal to {@code match}, counted within a document. */
        COUNT,
        /** Numbers, added up within a document. */
        SUM,
        /** A string that says whether the number beside it counts. */
        FILTER,
        /** A number that counts if the string beside it matched. */
        FILTERED,
        /** The end of the object that holds both. */
        FILTER_END,
        /** A string, the last one seen. */
        TEXT
    }
}
