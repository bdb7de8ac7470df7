package dev.gangway.agent.call;

import dev.gangway.agent.config.Provider;
import dev.gangway.observe.Bodies;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.Meter;
import dev.gangway.observe.UpstreamAnswer;
import dev.gangway.peek.PathModel;
import dev.gangway.peek.RequestTap;
import dev.gangway.usage.Cost;
import dev.gangway.usage.Usage;
import dev.gangway.usage.UsageFormat;
import dev.gangway.usage.UsageTap;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One exchange with a provider, as far as it has come. Looks at copies, and keeps no buffer. */
final class Call {

    /** A header of a message, by its name in lower case. */
    interface Fields extends UpstreamAnswer.Headers, UsageTap.Headers {
        @Override
        @Nullable String get(String name);
    }

    private final Provider provider;
    private final String host;
    private final String method;
    private final String path;
    private final @Nullable Excerpt excerpt;
    private final @Nullable UsageFormat format;
    private final Meter meter = new Meter();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile RequestTap asked = RequestTap.NONE;
    private volatile @Nullable UsageTap answer;
    private volatile @Nullable Integer status;
    private volatile @Nullable Boolean stream;
    private volatile @Nullable String upstreamId;
    private volatile @Nullable Throwable abort;
    private volatile @Nullable Object source;

    Call(Provider provider, String host, String method, String path, @Nullable Excerpt excerpt) {
        this.provider = provider;
        this.host = host;
        this.method = method;
        this.path = path;
        this.excerpt = excerpt;
        this.format = provider.format(method, path);
    }

    /** A part of the request's body went out. Its headers are only now what they will be. */
    void sent(ByteBuffer bytes, Fields headers) {
        if (bytesIn.getAndAdd(bytes.remaining()) == 0) {
            begins(headers);
        }
        if (excerpt != null) {
            excerpt.sent(bytes);
        }
        if (bytes.hasArray()) {
            asked.feed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        } else if (asked != RequestTap.NONE) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(bytes.position(), copy);
            asked.feed(copy, 0, copy.length);
        }
    }

    private void begins(Fields headers) {
        boolean forms = format != null && format.billable();
        asked = RequestTap.of(headers.get("content-type"), headers.get("content-encoding"), forms);
        if (excerpt != null) {
            excerpt.sends(headers);
        }
    }

    /** Response headers are here; interim ones say nothing. */
    void answered(int code, Fields headers) {
        if (code / 100 == 1) {
            return;
        }
        meter.answered();
        status = code;
        stream = UpstreamAnswer.isStream(headers.get("content-type"), code, path);
        upstreamId = UpstreamAnswer.id(headers);
        if (excerpt != null) {
            excerpt.answered(headers);
        }
        if (format != null && code / 100 == 2) {
            answer = UsageTap.of(format, headers, Sniffing.DECODINGS);
        }
    }

    boolean isAnswered() {
        return status != null;
    }

    /** A part of the response's body is here. */
    void received(ByteBuffer bytes) {
        meter.wrote(bytes.remaining());
        if (excerpt != null) {
            excerpt.received(bytes);
        }
        UsageTap tap = answer;
        if (tap != null) {
            tap.feed(bytes.duplicate());
            meter.passedEvents(tap.events());
        }
    }

    /** Somebody gave it up; the first cause counts. */
    void aborted(Throwable cause) {
        if (abort == null) {
            abort = cause;
        }
    }

    void reads(Object from) {
        source = from;
    }

    @Nullable Object source() {
        return source;
    }

    boolean isOver() {
        return over.get();
    }

    /** True for the first who says that it is over. */
    boolean ends() {
        return over.compareAndSet(false, true);
    }

    /**
     * What is known of it when it is over.
     *
     * @param failure null where it came to a good end
     * @param sent whether the whole request was: of one that is given up Jetty does not tell what was on its way
     */
    ExchangeRecord record(@Nullable Throwable failure, boolean sent) {
        End end = Failure.end(failure, abort, status != null);
        UsageTap tap = answer;
        Usage usage = tap == null ? Usage.UNKNOWN : tap.usage();
        String model = PathModel.of(provider.api(), path);
        ExchangeRecord record = new ExchangeRecord(
                meter.arrived(),
                id(),
                null,
                provider.name().isEmpty() ? null : provider.name(),
                null,
                null,
                null,
                host,
                method,
                path,
                format == null ? null : format.api(),
                model == null ? asked.model() : model,
                status,
                status == null && end == End.UPSTREAM_FAILED ? Failure.code(failure) : null,
                status == null ? asked.stream() : stream,
                sent || bytesIn.get() > 0 ? (Long) bytesIn.get() : null,
                meter.bytesOut(),
                meter.timing(),
                end,
                upstreamId,
                null,
                List.of(),
                usage,
                end != End.COMPLETE,
                Cost.UNKNOWN);
        close();
        return record;
    }

    /** What is kept of its bodies, or null. */
    @Nullable Bodies bodies() {
        return excerpt == null ? null : excerpt.bodies();
    }

    /** Gives its memory back. */
    void close() {
        asked.close();
        UsageTap tap = answer;
        if (tap != null) {
            tap.close();
        }
    }

    private static String id() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
