package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Formattable;
import org.junit.jupiter.api.Test;

/** Lines of records that are written while somebody else prints tear none of that one's lines. */
class GatheringErrLockTest {

    private static final String END = System.lineSeparator();
    private static final long BLOCKED_MILLIS = 300;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Thread records = new Thread(() -> {
        GatheringErr.gather(() -> System.err.println(new StringBuilder("record")));
        GatheringErr.releaseAll();
    });

    /** It comes when a part of the line is written. */
    @Test
    void noLineIsTorn() {
        PrintStream before = System.err;
        System.setErr(new PrintStream(written, false, Charset.defaultCharset()));
        GatheringErr gathering = GatheringErr.install();
        try {
            Formattable rest = (formatter, flags, width, precision) -> {
                records.start();
                join(BLOCKED_MILLIS);
            };
            System.err.printf("other%s%n", rest);
            join(0);
        } finally {
            gathering.uninstall();
            System.setErr(before);
        }
        assertEquals("other" + END + "record" + END, written.toString(Charset.defaultCharset()));
    }

    private void join(long millis) {
        try {
            records.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
