package dev.gangway.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.credential.TokenHttp.Answer;
import dev.gangway.credential.TokenHttp.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Verifies that a service which repeats what it was sent is not heard by anybody. */
class DiscreetHttpTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String URL = "https://login.test/token";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_secret=s%2Bcr%21t-9&scope=api    | wrong s+cr!t-9 for api             | wrong **** for api",
                "client_secret=s%2Bcr%21t-9              | wrong s%2Bcr%21t-9                 | wrong ****",
                "client_secret=s%22cr%2Ft-9              | wrong s\"cr/t-9                    | wrong ****",
                "a=hidden&b=hidden-longer                | hidden-longer, hidden              | ****, ****",
                "grant_type=client_credentials&client_id=my-app | client_credentials of my-app | client_credentials of my-app",
                "assertion=a.b.c-d                       | a.b.c-d, twice: a.b.c-d            | ****, twice: ****",
                "secret=abcde                            | abcde is no word                   | abcde is no word",
                "secret=%zzzzzz                          | %zzzzzz                            | ****",
                "{\"json\":1}                            | json                               | json",
            })
    void ofTheBody(String body, String said, String heard) throws IOException {
        assertEquals(heard, heard(URL, Map.of(), body, said));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization     | Bearer access-token | Bearer access-token, access-token | ****, ****",
                "X-IDENTITY-HEADER | header-of-the-app   | no header-of-the-app              | no ****",
                "client-request-id | 1234-5678           | trace 1234-5678                   | trace ****",
                "Accept            | application/json    | application/json                  | application/json",
            })
    void ofTheHeaders(String name, String value, String said, String heard) throws IOException {
        assertEquals(heard, heard(URL, Map.of(name, value), "", said));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://x.test/t?code=hidden-code&api-version=2019-08-01 | hidden-code 2019-08-01 | **** 2019-08-01",
                "https://x.test/t                                         | https://x.test/t       | https://x.test/t",
            })
    void ofTheUrl(String url, String said, String heard) throws IOException {
        assertEquals(heard, heard(url, Map.of(), "", said));
    }

    private static Call call(String url, Map<String, String> headers, String body) {
        return new Call("POST", url, headers, body.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(1));
    }

    /** What is heard of {@code said}, in a text and in a header; JSON may write it in many ways. */
    private static String heard(String url, Map<String, String> headers, String body, String said) throws IOException {
        String json = JSON.writeValueAsString(Map.of("error", List.of(Map.of("text", said, "code", 7))));
        Answer refusal = new Answer(
                401,
                Map.of("WWW-Authenticate", List.of(said)),
                json.replace("/", "\\u002f").replace("+", "\\u002b").getBytes(StandardCharsets.UTF_8));
        Answer heard = new DiscreetHttp(sent -> refusal).send(call(url, headers, body));
        assertEquals(7, JSON.readTree(heard.body()).at("/error/0/code").asInt());
        String text = JSON.readTree(heard.body()).at("/error/0/text").asString();
        assertEquals(List.of(text), heard.headers().get("WWW-Authenticate"));
        return text;
    }

    @ParameterizedTest
    @CsvSource({"<p>s&#101;cret</p>", "s3cr3t!", "''", "{\"a\":"})
    void whatCannotBeReadIsNotRepeatedAtAll(String body) throws IOException {
        Answer refusal = new Answer(400, Map.of(), body.getBytes(StandardCharsets.UTF_8));

        assertEquals(
                0,
                new DiscreetHttp(sent -> refusal).send(call(URL, Map.of(), "")).body().length);
    }

    @ParameterizedTest
    @CsvSource({"Location", "location"})
    void aRedirectLeadsNowhereAndRepeatsNothing(String name) throws IOException {
        Answer redirect = new Answer(
                307,
                Map.of(name, List.of("https://other.test/"), "A", List.of("hidden-value")),
                "\"hidden-value\"".getBytes(StandardCharsets.UTF_8));

        Answer heard = new DiscreetHttp(sent -> redirect).send(call(URL, Map.of("key", "hidden-value"), ""));

        assertEquals(Map.of("A", List.of("****")), heard.headers());
        assertEquals("\"****\"", new String(heard.body(), StandardCharsets.UTF_8));
    }

    @Test
    void aTokenIsLeftAsItIs() throws IOException {
        Answer token = new Answer(200, Map.of(), new byte[] {'x'});

        assertEquals(token, new DiscreetHttp(sent -> token).send(call(URL, Map.of("a", "xxxxxx"), "")));
    }

    @Test
    void nothingCompressedIsAskedFor() throws IOException {
        DiscreetHttp http = new DiscreetHttp(sent -> {
            assertEquals(Map.of("Accept", "*/*"), sent.headers());
            return new Answer(200, Map.of(), new byte[0]);
        });

        http.send(call(URL, Map.of("Accept", "*/*", "Accept-Encoding", "gzip"), ""));
    }
}
