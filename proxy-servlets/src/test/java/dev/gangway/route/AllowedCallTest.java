package dev.gangway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies which calls an entry of {@code allow} lets pass. */
class AllowedCallTest {

    @ParameterizedTest
    @CsvSource({
        "POST /v1/x, POST, /v1/x, true",
        "POST /v1/x, post, /v1/x, true",
        "POST /v1/x, GET, /v1/x, false",
        "POST /v1/x, POST, /v1/x/, false",
        "POST /v1/x, POST, /v1, false",
        "POST /v1/x, POST, /v1/X, false",
        "POST /v1/x, POST, /v1/%78, false",
        "POST /v1/x, POST, '', false",
        "* /v1/x, DELETE, /v1/x, true",
        "GET /*, GET, /a, true",
        "GET /*, GET, /, false",
        "GET /*, GET, '', false",
        "GET /*, GET, /a/b, false",
        "GET /*, GET, /a%2fb, false",
        "GET /*, GET, /a%2Fb, false",
        "GET /*/c, GET, /a/c, true",
        "GET /**, GET, /, true",
        "GET /**, GET, /a/b%2fc, true",
        "GET /**, GET, '', false",
        "GET /a/**, GET, /a/, true",
        "GET /a/**, GET, /a, false",
        "GET /a/**, GET, /ab/c, false",
        "GET /a/*/b/**, GET, /a/x/b/c/d, true",
        "GET /a/*/b/**, GET, /a//b/c, false",
        "GET /a:b, GET, /a:b, true",
        "GET /a*, GET, /ab, false",
    })
    void matches(String call, String method, String path, boolean passes) {
        assertEquals(passes, AllowedCall.of(call).matches(method, path));
    }
}
