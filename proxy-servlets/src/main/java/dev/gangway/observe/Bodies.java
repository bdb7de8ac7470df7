package dev.gangway.observe;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The bodies of one exchange, as far as its route keeps them. */
final class Bodies {

    private final BodyRules rules;
    private final @Nullable BodyCapture request;
    private final @Nullable BodyCapture response;

    Bodies(BodyRules rules) {
        this.rules = rules;
        this.request = rules.request() ? new BodyCapture(rules.most()) : null;
        this.response = rules.response() ? new BodyCapture(rules.most()) : null;
    }

    void describeRequest(@Nullable String type, @Nullable String encoding) {
        if (request != null) {
            request.describe(type, encoding);
        }
    }

    void describeResponse(@Nullable String type, @Nullable String encoding) {
        if (response != null) {
            response.describe(type, encoding);
        }
    }

    void sent(ByteBuffer bytes) {
        if (request != null) {
            request.add(bytes);
        }
    }

    void received(ByteBuffer bytes) {
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
