package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Asks the stand-in for a slow stream, and reads it as the SDK hands it out. */
final class Paced {
    /** A header to send with a stream. */
    static final String HEADER = "x-stand-in-delay-ms";

    private static final int DELAY_MS = 150;

    static final String DELAY = String.valueOf(DELAY_MS);

    private Paced() {}

    /** All events of a stream that came one by one, the first long before the last. */
    static <T> List<T> read(Iterator<T> stream) {
        List<T> events = new ArrayList<>();
        long first = 0;
        while (stream.hasNext()) {
            events.add(stream.next());
            first = events.size() == 1 ? System.nanoTime() : first;
        }
        long spreadMs = (System.nanoTime() - first) / 1_000_000;
        assertTrue(events.size() > 3, "too few events to tell: " + events);
        long least = (events.size() - 1) * DELAY_MS / 2;
        assertTrue(spreadMs >= least, events.size() + " events within " + spreadMs + " ms");
        return events;
    }
}
