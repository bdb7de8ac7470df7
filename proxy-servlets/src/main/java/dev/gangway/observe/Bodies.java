package dev.gangway.observe;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The bodies of one exchange, as far as they are kept. Bytes of each come from one thread at a time. */
public final class Bodies {

    private final BodyRules rules;
    private final @Nullable BodyCapture request;
    private final @Nullable BodyCapture response;

    /** Keeps what {@code rules} say. */
    public Bodies(BodyRules rules) {
        this.rules = rules;
        this.request = rules.request() ? new BodyCapture(rules.most()) : null;
        this.response = rules.response() ? new BodyCapture(rules.most()) : null;
    }

    /** Whether the request's body can be read; before its first byte. */
    public void describeRequest(@Nullable String type, @Nullable String encoding) {
        if (request != null) {
            request.describe(type, encoding);
        }
    }

    /** Whether the answer's body can be read; before its first byte. */
    public void describeResponse(@Nullable String type, @Nullable String encoding) {
        if (response != null) {
            response.describe(type, encoding);
        }
    }

    /** {@code bytes} of the request; they stay unread. */
    public void sent(ByteBuffer bytes) {
        if (request != null) {
            request.add(bytes);
        }
    }

    /** {@code bytes} of the answer; they stay unread. */
    public void received(ByteBuffer bytes) {
        if (response != null) {
            response.add(bytes);
        }
    }

    /** Bytes of memory. */
    int held() {
        return (request == null ? 0 : request.held()) + (response == null ? 0 : response.held());
    }

    /** Gives {@code sink} what may be read of them. */
    void write(FieldSink sink) {
        sink.begin("bodies");
        write("request", request, sink);
        write("response", response, sink);
        sink.end();
    }

    private void write(String name, @Nullable BodyCapture body, FieldSink sink) {
        if (body != null && body.bytes().length > 0) {
            sink.begin(name);
            BodyText.write(body, rules, sink);
            sink.end();
        }
    }
}
