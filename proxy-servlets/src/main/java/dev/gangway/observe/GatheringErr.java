package dev.gangway.observe;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Standard error where most lines are of records: those that come in one go are written in one, for a write costs the same
 * whether it is of one line or of many. Lines of all others are written at once, after those that wait.
 */
public final class GatheringErr extends PrintStream {

    private static final int MOST_WAITING_BYTES = 64 << 10;

    private final Charset charset = Charset.defaultCharset();
    private final Lines lines;
    private @Nullable String ending;
    private boolean comesHere = true;

    private GatheringErr(Lines lines) {
        super(lines, false, Charset.defaultCharset());
        this.lines = lines;
    }

    /** Puts one in the place of {@link System#err}. */
    public static GatheringErr install() {
        GatheringErr gathering = new GatheringErr(new Lines(System.err));
        System.setErr(gathering);
        return gathering;
    }

    /** Writes what waits, and puts back what was there, unless somebody else has replaced this one. */
    public void uninstall() {
        release();
        if (System.err == this) {
            System.setErr(lines.to);
        }
    }

    /** Where {@code printing} prints to standard error and it gathers, its lines wait for {@link #releaseAll}. */
    static void gather(Runnable printing) {
        if (System.err instanceof GatheringErr gathering) {
            synchronized (gathering.lines) { // one at a time; others print while they hold the stream itself
                gathering.lines.gatherer = Thread.currentThread();
                try {
                    printing.run();
                } finally {
                    gathering.lines.gatherer = null;
                }
            }
        } else {
            printing.run();
        }
    }

    /**
     * Has {@code printing} print {@code message} while it gathers: an empty one, to the end of whose line the message is added, for
     * Jetty's logging looks at each character of one, and copies them one by one. If no line comes here, the message is printed as it
     * is, after that empty one, and so are all that follow.
     */
    static void end(String message, Consumer<String> printing) {
        if (System.err instanceof GatheringErr gathering && gathering.tryToEnd(message, printing)) {
            return;
        }
        printing.accept(message);
    }

    private boolean tryToEnd(String message, Consumer<String> printing) {
        if (!comesHere || !lines.isGathering()) {
            return false;
        }
        ending = message;
        try {
            printing.accept("");
            comesHere = ending == null;
            return comesHere;
        } finally {
            ending = null;
        }
    }

    /** Writes what waits. */
    static void releaseAll() {
        if (System.err instanceof GatheringErr gathering) {
            gathering.release();
        }
    }

    /** Never between a line and its end, which are two writes of a {@link PrintStream}'s, made while it is locked. */
    private synchronized void release() {
        lines.release();
    }

    /** Much less work than by way of the buffers that a {@link PrintStream} has for characters. */
    @Override
    public void println(@Nullable Object line) {
        String end = System.lineSeparator();
        if (lines.isGathering() && ending != null) {
            end = ending + end;
            ending = null;
        }
        byte[] bytes = (line + end).getBytes(charset);
        synchronized (this) {
            lines.write(bytes, 0, bytes.length);
        }
    }

    /** Used while the stream above is locked. */
    private static final class Lines extends OutputStream {

        private final PrintStream to;
        private final byte[] waiting = new byte[MOST_WAITING_BYTES];
        private int length;
        private volatile @Nullable Thread gatherer;

        Lines(PrintStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            if (!isGathering() || count > waiting.length - length) {
                release();
            }
            if (isGathering() && count <= waiting.length) {
                System.arraycopy(bytes, offset, waiting, length, count);
                length += count;
            } else {
                to.write(bytes, offset, count);
                to.flush();
            }
        }

        /** Whether this thread's lines wait. */
        boolean isGathering() {
            return Thread.currentThread().equals(gatherer);
        }

        void release() {
            if (length > 0) {
                to.write(waiting, 0, length);
                to.flush();
                length = 0;
            }
        }
    }
}
