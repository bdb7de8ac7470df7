package dev.gangway.credential;

import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The proof of one request.
 *
 * @param headers sent in place of same-named ones
 * @param answered is told the status that the upstream answers
 */
public record Authorization(Map<String, String> headers, IntConsumer answered) {

    public Authorization {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "Authorization" + headers.keySet();
    }
}
