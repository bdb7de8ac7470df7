package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URL headers lead back to the gateway where they are the upstream's own, and are left alone where they are not. */
class WireUrlTest {

    private static RawUpstream upstream;
    private static TestGateway plain;
    private static String routes;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            String head = "HTTP/1.1 302 Found\nContent-Length: 0\n" + String.join("\n", request.headers("x-answer"));
            RawUpstream.write(out, head, new byte[0]);
            return true;
        });
        routes = """
                access: { callers: anyone }
                routes:
                  - { path: /plain, provider: openai, target: "%1$s", keys: [{ value: k }] }
                  - { path: /based, provider: openai, target: "%1$s/base/v9", keys: [{ value: k }] }
                """.formatted(upstream.origin());
        plain = TestGateway.start(routes);
    }

    @AfterAll
    static void stop() {
        plain.close();
        upstream.close();
    }

    /** What the client gets of {@code lines} in the answer; {@code U} is the upstream's origin. */
    private static HttpMessage answered(TestGateway gateway, String path, String host, String... lines)
            throws Exception {
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\nHost: " + host + "\nConnection: close");
        for (String line : lines) {
            head.append("\nX-Answer: ").append(line.replace("{U}", upstream.origin()));
        }
        return RawClient.exchange(gateway.port(), head.toString(), new byte[0]);
    }

    private static String location(String path, String value) throws Exception {
        HttpMessage response = answered(plain, path, "gw.example:8080", "Location: " + value);
        assertEquals(302, response.status());
        return String.join(" and ", response.headers("location")).replace(upstream.origin(), "{U}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "{U}/v1/files/f%2Fg?x=%2F&x=1#frag > http://gw.example:8080/plain/v1/files/f%2Fg?x=%2F&x=1#frag",
                "{U} > http://gw.example:8080/plain",
                "{U}/ > http://gw.example:8080/plain/",
                "{U}?x=1 > http://gw.example:8080/plain?x=1",
                "{U}/a//b/../c;p=1:2@3 > http://gw.example:8080/plain/a//b/../c;p=1:2@3",
                "{U}/v1/a|b{c}?d=\"e\"&f=[g]^%zz > http://gw.example:8080/plain/v1/a|b{c}?d=\"e\"&f=[g]^%zz",
                "/v1/files?x > /plain/v1/files?x",
                "/v1/a|b > /plain/v1/a|b",
            })
    void leadsBackToTheGateway(String value, String expected) throws Exception {
        assertEquals(expected, location("/plain/v1/x", value));
    }

    @Test
    void comparesSchemeAndHostInAnyCase() throws Exception {
        String loud = "HTTP://127.0.0.1:" + upstream.port() + "/v1/x";
        assertEquals("http://gw.example:8080/plain/v1/x", location("/plain/v1/x", loud));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.example/v1/x",
                "http://127.0.0.1:1/v1/x",
                "http://127.0.0.1/v1/x",
                "{U}0/v1/x",
                "{U}@evil.example/v1/x",
                "http://evil.example/{U}/v1/x",
                "//cdn.example/v1/x",
                "v1/relative",
                "?only=query",
                "#fragment",
                "mailto:a@b",
                "%%% nonsense",
            })
    void leavesOthersAlone(String value) throws Exception {
        assertEquals(value, location("/plain/v1/x", value));
    }

    @Test
    void leavesAnotherSchemeAlone() throws Exception {
        String secure = "https://127.0.0.1:" + upstream.port() + "/v1/x";
        assertEquals(secure, location("/plain/v1/x", secure));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "{U}/base/v9/files?x > http://gw.example:8080/based/files?x",
                "{U}/base/v9 > http://gw.example:8080/based",
                "/base/v9/files > /based/files",
                "{U}/base/v99/files > {U}/base/v99/files",
                "{U}/other > {U}/other",
                "/other > /other",
            })
    void takesTheTargetsPathAway(String value, String expected) throws Exception {
        assertEquals(expected, location("/based/x", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Location",
                "location",
                "Operation-Location",
                "Azure-AsyncOperation",
                "X-Goog-Upload-URL",
                "x-goog-upload-control-url"
            })
    void rewritesEveryUrlHeader(String name) throws Exception {
        HttpMessage response =
                answered(plain, "/plain/v1/x", "gw.example", name + ": {U}/a?b", name + ": https://other.example/a");
        assertEquals(List.of("http://gw.example/plain/a?b", "https://other.example/a"), response.headers(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Location", "Link", "Refresh", "X-Location"})
    void rewritesNoOtherHeader(String name) throws Exception {
        HttpMessage response = answered(plain, "/plain/v1/x", "gw.example", name + ": {U}/a");
        assertEquals(List.of(upstream.origin() + "/a"), response.headers(name));
    }

    @Test
    void usesThePublicUrlAndTheContextPath() throws Exception {
        String yaml = "public-url: https://llm.example.com\n" + routes;
        try (TestGateway published = TestGateway.start(yaml, "/ctx", holder -> {})) {
            HttpMessage response = answered(
                    published, "/ctx/plain/v1/x", "inside:9", "Location: {U}/v1/y?z", "Operation-Location: /v1/y");
            assertEquals("https://llm.example.com/ctx/plain/v1/y?z", response.header("location"));
            assertEquals("/ctx/plain/v1/y", response.header("operation-location"));
        }
    }

    @Test
    void usesTheAuthorityOfHttp2() throws Exception {
        try (WireClient client = new WireClient(Protocol.H2C, plain.port())) {
            HttpMessage response = client.exchange(client.request("GET", "/plain/v1/x")
                    .headers(headers -> headers.add("x-answer", "Location: " + upstream.origin() + "/v1/y")));
            assertEquals(plain.uri() + "/plain/v1/y", response.header("location"));
        }
    }

    /** Nothing is followed: the SDK decides. */
    @Test
    void followsNoRedirect() throws Exception {
        int before = upstream.received().size();
        location("/plain/v1/x", "{U}/elsewhere");
        assertEquals(before + 1, upstream.received().size());
    }
}
