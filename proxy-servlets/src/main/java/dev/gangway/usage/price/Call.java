package dev.gangway.usage.price;

import dev.gangway.usage.UsageFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the cost of an exchange depends on, besides its usage.
 *
 * @param terms what its route says
 * @param provider the provider's name in the record
 * @param kind what its API bills
 * @param success whether the answer's status is 2xx
 * @param model the model that the request asks for, or the deployment; null where it is not known
 * @param region where it was answered: Vertex's location, Bedrock's region, {@code eu} or {@code us} of OpenAI's
 *     regional hosts; null where nothing is said
 * @param statedCost the upstream's {@code x-litellm-response-cost}, or null
 */
public record Call(
        RouteTerms terms,
        String provider,
        Kind kind,
        boolean success,
        @Nullable String model,
        @Nullable String region,
        @Nullable String statedCost) {

    /** How an API is billed. */
    public enum Kind {
        /** Never, such as counting tokens or listing models. */
        FREE,
        /** Each answer. */
        ANSWER,
        /** Each answer; it is kept, and may be fetched again. */
        KEPT,
        /** An answer that was made before, if it was not billed then. */
        FETCHED,
        /** Nobody knows. */
        UNKNOWN;

        private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "DELETE");

        /** Of other APIs nobody knows what they bill. */
        private static final Set<String> READING_IS_FREE =
                Set.of("openai", "anthropic", "azure", "gemini", "vertex", "bedrock");

        /**
         * How a request is billed.
         *
         * @param provider the provider's name in the record
         * @param method the request's method
         * @param format the API that it calls, or null where it is none that is known
         */
        public static Kind of(String provider, String method, @Nullable UsageFormat format) {
            boolean reading = READING.contains(method);
            if (format == null) {
                return reading && READING_IS_FREE.contains(provider) ? FREE : UNKNOWN;
            }
            if (!format.billable()) {
                return FREE;
            }
            if (reading) {
                return FETCHED;
            }
            return format.kept() ? KEPT : ANSWER;
        }
    }
}
