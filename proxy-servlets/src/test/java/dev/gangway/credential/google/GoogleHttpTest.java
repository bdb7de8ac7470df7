package dev.gangway.credential.google;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import dev.gangway.credential.TokenHttp.Answer;
import dev.gangway.credential.TokenHttp.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies what becomes of a call of Google's library, and what the library makes of the answer. */
class GoogleHttpTest {

    private static final GenericUrl URL = new GenericUrl("https://oauth2.test/token?a=b");

    private final List<Call> calls = new ArrayList<>();

    private HttpRequest request(Answer answer) throws IOException {
        return new GoogleHttp(call -> {
                    calls.add(call);
                    return answer;
                })
                .createRequestFactory()
                .buildPostRequest(URL, ByteArrayContent.fromString("application/x-www-form-urlencoded", "c=d"))
                .setThrowExceptionOnExecuteError(false);
    }

    @Test
    void allOfACallIsThere() throws IOException {
        HttpRequest request = request(new Answer(200, Map.of(), new byte[0]));
        request.getHeaders().setAuthorization(List.of("Bearer one", "Bearer two"));

        request.execute();

        Call call = calls.get(0);
        assertEquals("POST https://oauth2.test/token?a=b", call.method() + " " + call.url());
        assertEquals("c=d", new String(call.body(), StandardCharsets.UTF_8));
        assertEquals("application/x-www-form-urlencoded", call.headers().get("Content-Type"));
        assertEquals("Bearer one, Bearer two", call.headers().get("Authorization"));
    }

    /** The library's own limits are for connecting and for each read; what is unlimited to it is not to the gateway. */
    @ParameterizedTest
    @CsvSource({"20000, 20000, 10000", "500, 20000, 500", "20000, 700, 700", "0, 0, 10000"})
    void theShortestLimitCounts(int connect, int read, long limit) throws IOException {
        request(new Answer(200, Map.of(), new byte[0]))
                .setConnectTimeout(connect)
                .setReadTimeout(read)
                .execute();

        assertEquals(limit, calls.get(0).timeout().toMillis());
    }

    @Test
    void allOfAnAnswerIsThere() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{}".getBytes(StandardCharsets.UTF_8));
        }
        Answer answer = new Answer(
                418,
                Map.of(
                        "content-encoding", List.of("gzip"),
                        "Content-Type", List.of("application/json"),
                        "Metadata-Flavor", List.of("Google", "Other")),
                compressed.toByteArray());

        HttpResponse response = request(answer).execute();

        assertEquals(418, response.getStatusCode());
        assertEquals("application/json", response.getContentType());
        assertEquals("{}", response.parseAsString());
        assertEquals(List.of("Google", "Other"), response.getHeaders().get("metadata-flavor"));
    }
}
