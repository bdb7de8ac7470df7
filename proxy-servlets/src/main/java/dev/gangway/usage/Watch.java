package dev.gangway.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What to do with what is found at one pointer.
 *
 * @param kind how it counts
 * @param slot where the amount or text goes
 * @param match the string to compare with, empty where there is none; a {@code *} at its end stands for any rest
 */
record Watch(Kind kind, int slot, byte[] match) {

    /** How a value counts. */
    enum Kind {
        /** A number, the last one of a document. */
        NUMBER,
        /** Numbers, added up. */
        SUM,
        /** Strings that match, counted. */
        COUNT,
        /** Objects, counted. */
        OBJECTS,
        /** A string that says whether the number beside it counts. */
        FILTER,
        /** A number that counts if the string beside it matched. */
        FILTERED,
        /** The end of the object that holds both. */
        FILTER_END,
        /** The same, but the number counts if the string did not match. */
        FILTER_OUT_END,
        /** A string, the last one seen. */
        TEXT,
        /** The end of an object that is a document of its own. */
        DOCUMENT_END,
        /** A Base64 string that holds documents. */
        NESTED
    }

    static Watch of(Kind kind, int slot) {
        return of(kind, slot, "");
    }

    static Watch of(Kind kind, int slot, String match) {
        return new Watch(kind, slot, match.getBytes(StandardCharsets.UTF_8));
    }

    boolean matches(byte[] value, int length) {
        int last = match.length - 1;
        if (last >= 0 && match[last] == '*') {
            return length >= last && Arrays.equals(match, 0, last, value, 0, last);
        }
        return Arrays.equals(match, 0, match.length, value, 0, length);
    }
}
