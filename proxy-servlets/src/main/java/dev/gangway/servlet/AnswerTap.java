package dev.gangway.servlet;

import dev.gangway.usage.UnreadAnswers;
import dev.gangway.usage.Usage;
import dev.gangway.usage.UsageFormat;
import dev.gangway.usage.UsageTap;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at an answer's bytes once they are on their way. Its faults never touch the exchange. */
final class AnswerTap {

    /** Sees nothing. */
    static final AnswerTap NONE = new AnswerTap(null);

    private static final Logger LOG = LoggerFactory.getLogger(AnswerTap.class);

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
            LOG.warn(
                    "The usage of an answer could not be read: {}", e.getClass().getName());
            UnreadAnswers.count(UnreadAnswers.Why.FAULT);
            tap.close();
        }
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
