package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Asks the stand-in for a slow stream, and reads it as the SDK hands it out. */
final class Paced {
    /** A header to send, which spreads the answer to {@link #QUESTION} over more than a second. */
    static final String HEADER = "x-stand-in-delay-ms";

    static final String DELAY = "120";

    static final String QUESTION = "hello from passthrough, and word by word please";
    static final String ANSWER = "You said: " + QUESTION;

    private static final long LEAST_SPREAD_MS = 400;

    private Paced() {}

    /** All events of a stream that came one by one, the first long before the last. */
    static <T> List<T> read(Iterator<T> stream) {
        List<T> events = new ArrayList<>();
        events.add(stream.next());
        long first = System.nanoTime();
        stream.forEachRemaining(events::add);
        long spreadMs = (System.nanoTime() - first) / 1_000_000;
        assertTrue(spreadMs > LEAST_SPREAD_MS, events.size() + " events within " + spreadMs + " ms");
        return events;
    }
}
