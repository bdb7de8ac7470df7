package dev.gangway.credential;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Makes the HTTP calls of token services for the clouds' libraries, so that they go the way of all other calls: through
 * the same proxy, with the same trust.
 */
@FunctionalInterface
public interface TokenHttp {

    /** For the whole of a call whose maker sets no shorter time. */
    Duration LONGEST = Duration.ofSeconds(10);

    /**
     * Sends {@code call}, and blocks until the whole answer is there.
     *
     * @throws IOException if there is none; of a kind that {@link Reason} knows where that is possible
     */
    Answer send(Call call) throws IOException;

    /**
     * A call.
     *
     * @param headers each name with its value
     * @param body empty for none
     * @param timeout for the whole of it
     */
    record Call(String method, String url, Map<String, String> headers, byte[] body, Duration timeout) {

        /** Nearly everything of it may hold what is secret. */
        @Override
        public String toString() {
            return method;
        }
    }

    /**
     * What came back.
     *
     * @param headers each name with its values
     * @param body as it came, so perhaps compressed
     */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /** A proxy did not make the way to the service. */
    final class ProxyRefusal extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;

        /** The proxy answered {@code status}. */
        public ProxyRefusal(int status) {
            super("the proxy answered " + status);
            this.status = status;
        }

        /** What the proxy answered. */
        public int status() {
            return status;
        }
    }
}
