package dev.gangway.observe;

import dev.gangway.usage.Cost;
import dev.gangway.usage.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one exchange when it is over. Null means not known, never zero.
 *
 * @param ts when the request arrived
 * @param requestId also in the response header {@code gangway-request-id}
 * @param route the configured path of the route, or null where none matched
 * @param provider {@code openai}, {@code anthropic}, {@code azure}, {@code gemini} or {@code vertex}
 * @param key the name of the upstream key
 * @param caller the name of the gateway key that the client showed
 * @param principal the name of the user whom the container let in
 * @param server the upstream's host name; only a label of metrics
 * @param method the request's method
 * @param path the raw request path, without the query
 * @param operation the API that was called, such as {@code openai.chat}, or null where it is none that is known
 * @param requestModel the model that the request asks for, from its path or its body
 * @param status the status that the client got, or null where it got none
 * @param error the gateway's own error code, or null
 * @param stream whether the answer was an event stream; where there was none, whether the request asked for one, or null
 * @param bytesIn bytes of the request body that were read, or null where nobody told
 * @param bytesOut bytes of the response body that were written
 * @param timing how long it took
 * @param end how it ended
 * @param upstreamRequestId the provider's own id of the request
 * @param userAgent the client's User-Agent
 * @param tags what the client tagged the exchange with
 * @param usage what the answer says of itself; empty where it says nothing or could not be read
 * @param usagePartial whether the answer was not whole, so that there may have been more
 * @param cost what it cost
 */
public record ExchangeRecord(
        Instant ts,
        String requestId,
        @Nullable String route,
        @Nullable String provider,
        @Nullable String key,
        @Nullable String caller,
        @Nullable String principal,
        @Nullable String server,
        String method,
        String path,
        @Nullable String operation,
        @Nullable String requestModel,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable Boolean stream,
        @Nullable Long bytesIn,
        long bytesOut,
        Timing timing,
        End end,
        @Nullable String upstreamRequestId,
        @Nullable String userAgent,
        List<String> tags,
        Usage usage,
        boolean usagePartial,
        Cost cost) {

    public ExchangeRecord {
        tags = List.copyOf(tags);
    }

    /** The same where it cost {@code known}. */
    public ExchangeRecord with(Cost known) {
        return new ExchangeRecord(
                ts,
                requestId,
                route,
                provider,
                key,
                caller,
                principal,
                server,
                method,
                path,
                operation,
                requestModel,
                status,
                error,
                stream,
                bytesIn,
                bytesOut,
                timing,
                end,
                upstreamRequestId,
                userAgent,
                tags,
                usage,
                usagePartial,
                known);
    }

    /**
     * Times in milliseconds.
     *
     * @param ttfbMillis from arrival to the upstream's response headers, or null where none came
     * @param firstEventMillis from arrival to the first event of a stream, or null
     * @param eventGapMillis the mean time between two events of a stream, or null where it has fewer than two
     * @param durationMillis from arrival to the end
     */
    public record Timing(
            @Nullable Double ttfbMillis,
            @Nullable Double firstEventMillis,
            @Nullable Double eventGapMillis,
            double durationMillis) {}

    /** How an exchange ended. */
    public enum End {
        /** The client got the upstream's whole answer. */
        COMPLETE("complete"),
        /** The client left, or its request body never came whole. */
        CLIENT_ABORTED("client-aborted"),
        /** The upstream gave no answer, or only a part of one. */
        UPSTREAM_FAILED("upstream-failed"),
        /** The gateway refused the request. */
        REJECTED("rejected");

        private final String label;

        End(String label) {
            this.label = label;
        }

        /** The word in the record. */
        public String label() {
            return label;
        }
    }
}
