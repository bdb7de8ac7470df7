package dev.gangway.servlet;

import dev.gangway.usage.Usage;
import dev.gangway.usage.UsageFormat;
import dev.gangway.usage.UsageTap;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;

/** Looks at an answer's bytes once they are on their way. Its faults never touch the exchange. */
final class AnswerTap {

    /** Sees nothing. */
    static final AnswerTap NONE = new AnswerTap(null);

    private final @Nullable UsageTap tap;

    private AnswerTap(@Nullable UsageTap tap) {
        this.tap = tap;
    }

    /** A tap for {@code upstream}'s answer; only a success uses anything. */
    static AnswerTap of(@Nullable UsageFormat format, Response upstream) {
        if (format == null || upstream.getStatus() / 100 != 2) {
            return NONE;
        }
        return new AnswerTap(UsageTap.of(format, upstream.getHeaders()::get, JettyDecodings.ALL));
    }

    void feed(ByteBuffer bytes) {
        if (tap == null) {
            return;
        }
        try {
            tap.feed(bytes);
        } catch (RuntimeException | LinkageError e) {
            FailOpen.count(e);
            tap.close();
        }
    }

    /** Whether the answer's usage can be read, if it says any. */
    boolean reads() {
        return tap != null && tap.reads();
    }

    /** How many events of a stream have passed so far. */
    long events() {
        return tap == null ? 0 : tap.events();
    }

    Usage usage() {
        return tap == null ? Usage.UNKNOWN : tap.usage();
    }

    /** Gives its memory back. */
    void close() {
        if (tap != null) {
            tap.close();
        }
    }
}
