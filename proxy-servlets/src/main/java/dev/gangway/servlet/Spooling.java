package dev.gangway.servlet;

import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import java.io.IOException;
import org.eclipse.jetty.io.Content;

/** Takes a whole body in, as it comes. */
final class Spooling {

    /** Bedrock takes 25 MB. */
    static final long MOST = 128L * 1024 * 1024;

    private final Exchange exchange;
    private final RequestBody body;
    private final Spool into;
    private final Exchange.Work then;

    Spooling(Exchange exchange, RequestBody body, Spool into, Exchange.Work then) {
        this.exchange = exchange;
        this.body = body;
        this.into = into;
        this.then = then;
    }

    void start() throws IOException {
        if (body.getLength() > MOST) {
            refuse();
            return;
        }
        body.blocks();
        body.tap(exchange.operation().body());
        body.start();
        pull();
    }

    /** Called in the exchange's turns. A body that fails ends the exchange by itself. */
    private void pull() throws IOException {
        while (true) {
            Content.Chunk chunk = body.read();
            if (chunk == null) {
                body.demand(() -> exchange.guard(this::pull));
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                return;
            }
            boolean last = chunk.isLast();
            into.add(chunk.getByteBuffer());
            chunk.release();
            if (into.size() > MOST) {
                refuse();
                return;
            }
            if (last) {
                then.run();
                return;
            }
        }
    }

    private void refuse() {
        exchange.refused(
                new Refusal(
                        ErrorCode.TOO_LARGE,
                        "The request body is larger than what can be signed (" + MOST
                                + " bytes). With a key that signs nothing, such as a Bedrock API key, it may have any length."));
    }
}
