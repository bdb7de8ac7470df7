package dev.gangway.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What never goes upstream, and what always does, whoever brings the credential. */
class RemovalTest {

    private static final Removal KEEPING = Removal.keeping("authorization", "x-api-key", "key");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-key",
                "x-goog-api-key",
                "ocp-apim-subscription-key",
                "x-amz-security-token",
                "x-amz-date",
                "x-amz-content-sha256",
                "amz-sdk-request",
                "amz-sdk-invocation-id",
                "cookie",
                "proxy-authorization",
                "sec-websocket-protocol",
                "connection",
                "keep-alive",
                "proxy-connection",
                "proxy-authenticate",
                "te",
                "trailer",
                "transfer-encoding",
                "upgrade",
                "http2-settings",
                "host",
                "expect",
                "forwarded",
                "x-forwarded-for",
                "x-forwarded-host",
                "x-forwarded-proto",
                "x-forwarded-anything",
                "x-real-ip",
                "via",
                "gangway-key",
                "gangway-tags",
                "gangway-anything",
                "x-litellm-tags",
                "x-pass-anything"
            })
    void removes(String name) {
        for (Removal removal : new Removal[] {Removal.ALL, KEEPING}) {
            assertTrue(removal.removesHeader(name));
            assertTrue(removal.removesHeader(name.toUpperCase(Locale.ROOT)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "x-api-key", "Authorization", "X-API-KEY"})
    void keepsASlotOnlyWhereTheClientBringsTheCredential(String name) {
        assertTrue(Removal.ALL.removesHeader(name));
        assertFalse(KEEPING.removesHeader(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user-agent",
                "x-stainless-lang",
                "anthropic-version",
                "anthropic-beta",
                "openai-organization",
                "openai-beta",
                "x-ms-client-request-id",
                "idempotency-key",
                "accept-encoding",
                "accept",
                "traceparent",
                "tracestate",
                "content-type",
                "content-encoding",
                "content-length",
                "x-goog-api-client",
                "x-goog-upload-command",
                "x-goog-user-project",
                "x-server-timeout",
                "aoai-evals",
                "range",
                "origin",
                "x-forwarded",
                "x-real-ip2",
                "gangway",
                "x-amz-meta",
                "authorization2"
            })
    void keepsEverythingElse(String name) {
        assertFalse(Removal.ALL.removesHeader(name));
        assertFalse(KEEPING.removesHeader(name));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none,                             none,           none",
                "'',                               '',             ''",
                "key=1,                            none,           key=1",
                "KEY=1&%6b%65%79=2&key,            none,           KEY=1&%6b%65%79=2&key",
                "access_token=1&a=1&Access_Token,  a=1,            a=1",
                "oauth_token=1&OAuth_Token&a=1,    a=1,            a=1",
                "api-key=1&Api%2DKey=2&api_key=1,  api_key=1,      api_key=1",
                "Subscription-Key=1&a,             a,              a",
                "X-Amz-Signature=1&x-amz-a&a,      a,              a",
                "gangway-upload=1&Gangway-x&a,     a,              a",
                "a=key&keys=1&monkey=1&x-amzn=1,   a=key&keys=1&monkey=1&x-amzn=1, a=key&keys=1&monkey=1&x-amzn=1",
                "a=%2f&&b=+&key=1&a=%2F&,          a=%2f&&b=+&a=%2F&, a=%2f&&b=+&key=1&a=%2F&"
            })
    void parameters(@Nullable String query, @Nullable String all, @Nullable String keeping) {
        assertEquals(all, Removal.ALL.query(query));
        assertEquals(keeping, KEEPING.query(query));
    }
}
