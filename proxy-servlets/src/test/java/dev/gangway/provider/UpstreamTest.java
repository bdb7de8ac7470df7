package dev.gangway.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs are taken apart once, and an origin is only ever the same scheme, host and port. */
class UpstreamTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com,           https, api.openai.com, 443, '',       https://api.openai.com",
        "https://api.openai.com/,          https, api.openai.com, 443, '',       https://api.openai.com",
        "HTTPS://API.OpenAI.com:443/v1/,   https, api.openai.com, 443, /v1,      https://api.openai.com/v1",
        "http://localhost,                 http,  localhost,       80, '',       http://localhost",
        "http://localhost:8080/a/b,        http,  localhost,     8080, /a/b,     http://localhost:8080/a/b",
        "http://x:443/,                    http,  x,              443, '',       http://x:443",
        "https://x:80/,                    https, x,               80, '',       https://x:80",
        "https://[2001:DB8::1]:8443/%2Fa,  https, [2001:db8::1], 8443, /%2Fa,    https://[2001:db8::1]:8443/%2Fa"
    })
    void takesAnUrlApart(String url, String scheme, String host, int port, String basePath, String printed) {
        Upstream upstream = Upstream.of(url);
        assertEquals(new Upstream(scheme, host, port, basePath), upstream);
        assertEquals(printed, upstream.toString());
        assertEquals(printed, upstream.origin() + basePath);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com",
                "https://api.openai.com/other",
                "HTTPS://API.OPENAI.COM:443/v1?x#y",
                "https://user@api.openai.com/v1"
            })
    void sameOrigin(String url) {
        assertTrue(Upstream.of("https://api.openai.com/v1").sameOrigin(URI.create(url)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.openai.com",
                "http://api.openai.com:443",
                "https://api.openai.com:8443",
                "https://api.openai.com:80",
                "https://api.openai.com.evil.com",
                "https://evil.com/api.openai.com",
                "https://api.openai.com@evil.com/",
                "https://openai.com",
                "wss://api.openai.com",
                "//api.openai.com/v1",
                "/v1",
                "v1",
                "mailto:a@api.openai.com",
                "https:///v1"
            })
    void anotherOrigin(String url) {
        assertFalse(Upstream.of("https://api.openai.com/v1").sameOrigin(URI.create(url)));
    }
}
