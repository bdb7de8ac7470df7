package dev.gangway.credential.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import dev.gangway.credential.TokenHttp;
import dev.gangway.credential.TokenHttp.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets Google's library make its calls the gateway's way. */
final class GoogleHttp extends HttpTransport {

    private final TokenHttp http;

    GoogleHttp(TokenHttp http) {
        this.http = http;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new Request(method, url);
    }

    private final class Request extends LowLevelHttpRequest {

        private final String method;
        private final String url;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private long millis = TokenHttp.LONGEST.toMillis();

        Request(String method, String url) {
            this.method = method;
            this.url = url;
        }

        @Override
        public void addHeader(String name, String value) {
            headers.merge(name, value, (one, other) -> one + ", " + other);
        }

        /** Both bound the whole: where the library looks whether there is a metadata server, it waits for half a second. */
        @Override
        public void setTimeout(int connectMillis, int readMillis) {
            for (int limit : new int[] {connectMillis, readMillis}) {
                millis = limit > 0 ? Math.min(millis, limit) : millis;
            }
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (getStreamingContent() != null) {
                getStreamingContent().writeTo(body);
            }
            put("Content-Type", getContentType());
            put("Content-Encoding", getContentEncoding());
            return new GoogleAnswer(
                    http.send(new Call(method, url, headers, body.toByteArray(), Duration.ofMillis(millis))));
        }

        private void put(String name, @Nullable String value) {
            if (value != null) {
                headers.put(name, value);
            }
        }
    }
}
