package dev.gangway.provider;

import dev.gangway.credential.Authorizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a provider makes of a request. */
public sealed interface Decision {

    /**
     * The request goes upstream.
     *
     * @param provider the provider's name in the record, such as {@code vertex}
     * @param key the name of the key that pays, or null where the client brings its own credential
     * @param upstream where to
     * @param target raw path and query as they go on the wire, without the upstream's base path
     * @param put headers to send in place of same-named ones
     * @param edits what is done to the answer
     * @param issued the key whose proof has to be made for each request, or null where {@code put} holds the proof
     */
    record Forward(
            String provider,
            @Nullable String key,
            Upstream upstream,
            String target,
            List<Header> put,
            ResponseEdits edits,
            @Nullable IssuedProof issued)
            implements Decision {
        public Forward {
            put = List.copyOf(put);
        }

        /** One that {@code put} proves. */
        public Forward(
                String provider,
                @Nullable String key,
                Upstream upstream,
                String target,
                List<Header> put,
                ResponseEdits edits) {
            this(provider, key, upstream, target, put, edits, null);
        }

        /** This, and {@code more} headers. */
        public Forward putting(List<Header> more) {
            List<Header> all = new ArrayList<>(put);
            all.addAll(more);
            return new Forward(provider, key, upstream, target, all, edits, issued);
        }
    }

    /**
     * A proof that is still to be made.
     *
     * @param authorizer makes it
     * @param setting which setting it comes from, for messages
     */
    record IssuedProof(Authorizer authorizer, String setting) {}

    /** The gateway answers itself; {@code message} says what is wrong and what to do. */
    record Refusal(ErrorCode code, String message) implements Decision {}

    /**
     * What is done to the answer, beyond URL headers, which are always rewritten.
     *
     * @param resultsUrl whether {@code results_url} values in a JSON body are rewritten to the gateway
     * @param uploadUrl signs the gateway's raw path-and-query of an upload URL header; null where nothing is signed
     */
    record ResponseEdits(boolean resultsUrl, @Nullable UnaryOperator<String> uploadUrl) {
        /** No edit. */
        public static final ResponseEdits NONE = new ResponseEdits(false, null);
    }
}
