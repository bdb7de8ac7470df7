package dev.gangway.servlet;

import dev.gangway.edit.CostInUsage;
import dev.gangway.edit.EditOptions;
import dev.gangway.edit.EventEdit;
import dev.gangway.edit.EventStreamEdit;
import dev.gangway.edit.ResultsUrl;
import dev.gangway.edit.UnaskedUsage;
import dev.gangway.route.Route;
import dev.gangway.usage.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.jspecify.annotations.Nullable;

/** What is done with an answer before the client gets it; with nearly all of them nothing, and this is not asked. */
final class AnswerEdit {

    /** Longer answers are not held for the header with their cost. */
    static final int MOST_HELD = 1024 * 1024;

    private static final int MOST_BATCHES = 16 * 1024 * 1024;
    private static final String COST = "gangway-cost";

    private final Exchange exchange;
    private final boolean changesLength;
    private final Steps steps;

    private AnswerEdit(Exchange exchange, boolean changesLength, Steps steps) {
        this.exchange = exchange;
        this.changesLength = changesLength;
        this.steps = steps;
    }

    /** Gives {@code content} on, edited, to {@code then}. */
    @FunctionalInterface
    private interface Steps {
        void take(AnswerEdit edit, Content.Source content, Then then) throws IOException;
    }

    /** What is done with the edited answer. */
    @FunctionalInterface
    interface Then {
        void accept(Content.Source edited) throws IOException;
    }

    /** Whether a stream that answers this request is to be edited: compressed it could not be. */
    static boolean needsPlain(Exchange exchange, Route route) {
        return exchange.hidesUsage()
                || (route.edits().costInStream()
                        && CostInUsage.serves(exchange.operation().name()));
    }

    /** What to do with {@code upstream}'s answer, or null where it passes as it is. */
    static @Nullable AnswerEdit of(Exchange exchange, Response upstream) {
        Route route = exchange.route();
        boolean hasBody = upstream.getStatus() / 100 == 2
                && !upstream.getRequest().getMethod().equals("HEAD");
        if (route == null || !hasBody) {
            return null;
        }
        if (upstream.getStatus() == HttpStatus.RESET_CONTENT_205) {
            return new AnswerEdit(exchange, true, AnswerEdit::leaveOut);
        }
        String type = upstream.getHeaders().get("content-type");
        String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
        if (kind.startsWith("text/event-stream")) {
            return ofStream(exchange, route, upstream);
        }
        if (!kind.contains("json")) {
            return null;
        }
        if (exchange.forward().edits().resultsUrl() && upstream.getStatus() == 200 && isPlain(upstream)) {
            return new AnswerEdit(exchange, true, AnswerEdit::rewriteResultsUrls);
        }
        boolean says = route.edits().costHeader() && exchange.operation().format() != null && !isArrayStream(exchange);
        return says ? new AnswerEdit(exchange, false, AnswerEdit::sayCost) : null;
    }

    private static @Nullable AnswerEdit ofStream(Exchange exchange, Route route, Response upstream) {
        EventEdit edit = eventEdit(exchange, route.edits());
        if (edit == null) {
            return null;
        }
        if (!isPlain(upstream)) {
            exchange.warnings().once(Warnings.Kind.PACKED_STREAM, route);
            return null;
        }
        return new AnswerEdit(
                exchange,
                true,
                (self, content, then) ->
                        then.accept(EditedSource.events(content, exchange, new EventStreamEdit(edit))));
    }

    private static @Nullable EventEdit eventEdit(Exchange exchange, EditOptions options) {
        if (exchange.hidesUsage()) {
            return new UnaskedUsage();
        }
        return options.costInStream() ? CostInUsage.of(exchange.operation().name(), () -> finalCost(exchange)) : null;
    }

    /** Gemini's chunks each have a usage; it is the last one's when the model has stopped. */
    private static @Nullable BigDecimal finalCost(Exchange exchange) {
        Usage usage = exchange.answer().usage();
        return usage.finish() == null ? null : Costs.quote(exchange, usage).usd();
    }

    /** Google streams a JSON array where nobody asks for events: held back it would be no stream. */
    private static boolean isArrayStream(Exchange exchange) {
        return exchange.forward().target().contains(":stream");
    }

    private static boolean isPlain(Response upstream) {
        String encoding = upstream.getHeaders().get("content-encoding");
        return encoding == null || encoding.equalsIgnoreCase("identity");
    }

    /** Whether the upstream's Content-Length is not the edited answer's. */
    boolean changesLength() {
        return changesLength;
    }

    void apply(Content.Source content, Then then) throws IOException {
        steps.take(this, content, then);
    }

    /** A 205 must not have content (RFC 9110, section 15.3.6): not every container would let it pass. */
    private void leaveOut(Content.Source content, Then then) throws IOException {
        exchange.response().setContentLengthLong(0);
        then.accept(new NoContent(content));
    }

    private void rewriteResultsUrls(Content.Source content, Then then) throws IOException {
        HeldAnswer.hold(content, exchange, MOST_BATCHES, (bytes, whole) -> {
            if (!whole) {
                exchange.failed(
                        new IllegalStateException("a list of batches over " + MOST_BATCHES + " bytes; ask for fewer"));
                return;
            }
            UrlRewriter urls = new UrlRewriter(exchange);
            byte[] edited = ResultsUrl.rewrite(bytes, url -> urls.rewritten(url, null));
            exchange.response().setContentLengthLong(edited.length);
            then.accept(new ByteBufferContentSource(ByteBuffer.wrap(edited)));
        });
    }

    private void sayCost(Content.Source content, Then then) throws IOException {
        HeldAnswer.hold(content, exchange, MOST_HELD, (bytes, whole) -> {
            if (!whole) {
                exchange.warnings().once(Warnings.Kind.LARGE_ANSWER, exchange.onRoute());
                then.accept(EditedSource.continued(bytes, content, exchange));
                return;
            }
            BigDecimal usd = Costs.quote(exchange, exchange.answer().usage()).usd();
            if (usd != null) {
                exchange.response().setHeader(COST, usd.toPlainString());
            }
            then.accept(new ByteBufferContentSource(ByteBuffer.wrap(bytes)));
        });
    }
}
