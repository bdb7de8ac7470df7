package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.opentest4j.TestAbortedException;

/** What is logged while this is open: slf4j-simple writes to {@code System.err}. */
public final class CapturedLog implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    public CapturedLog() {
        if (GatewayHost.FOUND != null) {
            throw new TestAbortedException("captures the log of this JVM");
        }
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    }

    public String text() {
        return captured.toString(StandardCharsets.UTF_8);
    }

    /** The first line that holds {@code part}, waiting for it: a record is written when the client has its answer. */
    public String line(String part) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            for (String line : text().split("\n")) {
                if (line.contains(part)) {
                    return line;
                }
            }
            Thread.sleep(5);
        }
        throw new AssertionError("not logged: " + part + "\n" + text());
    }

    @Override
    public void close() {
        System.setErr(before);
        before.print(text());
    }
}
