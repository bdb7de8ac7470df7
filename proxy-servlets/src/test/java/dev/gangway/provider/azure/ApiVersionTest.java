package dev.gangway.provider.azure;

import static dev.gangway.provider.ProviderContract.forward;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.credential.Credential.ApiKey;
import dev.gangway.credential.Secret;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.FakeHead;
import dev.gangway.provider.Upstream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table of api-versions: policy, the key's, the client's, and the kind of path. */
class ApiVersionTest {

    private static final String KEYS = "2024-10-21";

    private static final @Nullable String NONE = null;

    private static final String MIXED = "a=%2F+x&api-version=2025-01-01&&b&API-Version=2025-02-02&b=%61";

    /** What the client sent; what goes on by config-first, by client-first, and by both where the key has none. */
    static Stream<Arguments> queries() {
        String keys = "api-version=" + KEYS;
        String clients = "api-version=2025-01-01";
        return Stream.of(
                Arguments.of(NONE, keys, keys, NONE),
                Arguments.of("", keys, keys, ""),
                Arguments.of("a=%2F+x&&b", "a=%2F+x&&b&" + keys, "a=%2F+x&&b&" + keys, "a=%2F+x&&b"),
                Arguments.of(
                        "x=api-version&xapi-version=1",
                        "x=api-version&xapi-version=1&" + keys,
                        "x=api-version&xapi-version=1&" + keys,
                        "x=api-version&xapi-version=1"),
                Arguments.of(clients, keys, clients, clients),
                Arguments.of("api-version=", keys, keys, NONE),
                Arguments.of("a&api-version&b", "a&" + keys + "&b", "a&" + keys + "&b", "a&b"),
                Arguments.of("api-version=&api-version", keys, keys, NONE),
                Arguments.of("api-version=&a&api-version=2025-01-01", keys + "&a", clients + "&a", clients + "&a"),
                Arguments.of("api%2Dversion=2025-01-01&a", keys + "&a", clients + "&a", clients + "&a"),
                Arguments.of("a&API-VERSION=2025%2D01%2D01", "a&" + keys, "a&" + clients, "a&" + clients),
                Arguments.of(
                        "api-version=preview%26x%3D1",
                        keys, "api-version=preview%26x%3D1", "api-version=preview%26x%3D1"),
                Arguments.of(clients + "&" + clients, keys, clients, clients),
                Arguments.of(
                        MIXED,
                        "a=%2F+x&" + keys + "&&b&b=%61",
                        "a=%2F+x&" + clients + "&&b&b=%61",
                        "a=%2F+x&" + clients + "&&b&b=%61"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void versionedPathsGetExactlyOne(
            @Nullable String sent, String configFirst, String clientFirst, @Nullable String keyless) {
        for (String path : new String[] {
            "/openai",
            "/openai/deployments/gpt-4o/chat/completions",
            "/openai/deployments/a%2Fb/x:y",
            "/openai/responses/",
            "/openai/v10/x",
            "/openai/v1beta",
            "/openai/x/v1/y"
        }) {
            assertTarget(path, configFirst, path, sent, ApiVersion.CONFIG_FIRST, KEYS);
            assertTarget(path, clientFirst, path, sent, ApiVersion.CLIENT_FIRST, KEYS);
            assertTarget(path, keyless, path, sent, ApiVersion.CONFIG_FIRST, null);
            assertTarget(path, keyless, path, sent, ApiVersion.CLIENT_FIRST, null);
            assertTarget(path, sent, path, sent, ApiVersion.AS_IS, KEYS);
            assertTarget(path, sent, path, sent, ApiVersion.AS_IS, null);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/openai/v1,                        /openai/v1",
        "/openai/v1/,                       /openai/v1/",
        "/openai/v1/responses,              /openai/v1/responses",
        "/anthropic,                        /anthropic",
        "/anthropic/v1/messages,            /anthropic/v1/messages",
        "/v1/messages,                      /anthropic/v1/messages",
        "/v1/messages/count_tokens,         /anthropic/v1/messages/count_tokens",
        "/v1/x%2Fy,                         /anthropic/v1/x%2Fy",
        "/api/projects/p/openai/v1/files,   /api/projects/p/openai/v1/files",
        "/openaix/deployments,              /openaix/deployments",
        "/models/chat/completions,          /models/chat/completions"
    })
    void otherPathsKeepWhatTheClientSent(String path, String upstreams) {
        for (ApiVersion policy : ApiVersion.values()) {
            for (String sent : new @Nullable String[] {null, "", "api-version=preview", "api-version=", MIXED}) {
                assertTarget(upstreams, sent, path, sent, policy, KEYS);
                assertTarget(upstreams, sent, path, sent, policy, null);
            }
        }
    }

    /** {@code anthropic-version} is what makes {@code /v1/x} Anthropic's; the other paths do not care. */
    private static void assertTarget(
            String path,
            @Nullable String query,
            String sentPath,
            @Nullable String sentQuery,
            ApiVersion policy,
            @Nullable String keys) {
        UpstreamKey key = new UpstreamKey("main", new ApiKey(Secret.of("k")), "setting");
        AzureKey azure = new AzureKey(key, Upstream.of("https://res.openai.azure.com"), null, keys, "endpoint");
        FakeHead head =
                FakeHead.of("POST ").with("anthropic-version", "2026-10-21").extended(sentPath, sentQuery);
        String target =
                forward(new AzureProvider(azure, policy).decide(head, null)).target();
        assertEquals(query == null ? path : path + "?" + query, target, policy + " " + keys + " " + sentQuery);
    }
}
