package dev.gangway.provider.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gangway.credential.Authorizer;
import dev.gangway.credential.Credential;
import dev.gangway.credential.Credential.Issued;
import dev.gangway.credential.Secret;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Decision;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.FakeHead;
import dev.gangway.provider.Provider;
import dev.gangway.provider.ProviderContract;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies Bedrock's hosts by path and region, and what proves a request to each. */
class BedrockProviderTest extends ProviderContract {

    private static final String REGION_SETTING = "routes[7].keys[0].region (AWS_REGION)";

    @Override
    protected Provider provider(UpstreamKey key) {
        return new BedrockProvider(null, new BedrockKey(key, "us-east-1", REGION_SETTING));
    }

    @Override
    protected FakeHead head() {
        return FakeHead.of("POST /model/anthropic.claude-v1%3A0/converse");
    }

    @Override
    protected List<String> proof() {
        return List.of("authorization: Bearer " + SECRET);
    }

    @Override
    protected Set<String> slots() {
        return Set.of();
    }

    @Override
    protected String error() {
        return "{\"__type\":\"ValidationException\",\"message\":\"m\"}";
    }

    private static UpstreamKey key(Credential credential) {
        return new UpstreamKey("main", credential, SETTING);
    }

    @ParameterizedTest
    @CsvSource({
        "/model/m:0/invoke,                  us-east-1,     bedrock-runtime.us-east-1.amazonaws.com,       bedrock",
        "/model/m/converse-stream,           us-gov-west-1, bedrock-runtime.us-gov-west-1.amazonaws.com,   bedrock",
        "/model/m/invoke,                    cn-north-1,    bedrock-runtime.cn-north-1.amazonaws.com.cn,   bedrock",
        "/guardrail/g/version/1/apply,       eu-west-3,     bedrock-runtime.eu-west-3.amazonaws.com,       bedrock",
        "/async-invoke,                      us-east-1,     bedrock-runtime.us-east-1.amazonaws.com,       bedrock",
        "/agents/A/agentAliases/B/sessions/C/text, us-east-1, bedrock-agent-runtime.us-east-1.amazonaws.com, bedrock",
        "/knowledgebases/K/retrieve,         us-east-1,     bedrock-agent-runtime.us-east-1.amazonaws.com, bedrock",
        "/flows/F/aliases/A,                 us-east-1,     bedrock-agent-runtime.us-east-1.amazonaws.com, bedrock",
        "/retrieveAndGenerate,               us-east-1,     bedrock-agent-runtime.us-east-1.amazonaws.com, bedrock",
        "/retrieveAndGenerateStream,         us-east-1,     bedrock-agent-runtime.us-east-1.amazonaws.com, bedrock",
        "/rerank,                            us-east-1,     bedrock-agent-runtime.us-east-1.amazonaws.com, bedrock",
        "/generateQuery,                     us-east-1,     bedrock-agent-runtime.us-east-1.amazonaws.com, bedrock",
        "/optimize-prompt,                   us-east-1,     bedrock-agent-runtime.us-east-1.amazonaws.com, bedrock",
        "/anthropic/v1/messages,             us-east-1,     bedrock-mantle.us-east-1.api.aws,       bedrock-mantle",
        "/openai/v1/responses,               us-east-1,     bedrock-mantle.us-east-1.api.aws,       bedrock-mantle",
        "/v1/chat/completions,               us-east-1,     bedrock-mantle.us-east-1.api.aws,       bedrock-mantle"
    })
    void eachPathHasItsHost(String path, String region, String host, String signingName) {
        List<String> scopes = new java.util.ArrayList<>();
        Authorizer authorizer = request -> new CompletableFuture<>();
        Issued issued = new Issued(scope -> {
            scopes.add(scope);
            return authorizer;
        });

        Decision.Forward forward =
                forward(new BedrockProvider(null, new BedrockKey(key(issued), region, REGION_SETTING))
                        .decide(FakeHead.of("POST " + path), null));

        assertEquals("https://" + host, forward.upstream().toString());
        assertEquals(path, forward.target());
        assertEquals(List.of(signingName), scopes);
        assertNotNull(forward.issued());
        assertEquals(
                List.of(),
                lines(forward.put()).stream().filter(l -> l.startsWith("auth")).toList());
    }

    @Test
    void anApiKeyNeedsNoSignature() {
        assertNull(forward(provider().decide(head(), null)).issued());
    }

    @Test
    void aMissingRegionNamesItsSetting() {
        Decision.Refusal refusal = refusal(new BedrockProvider(
                        null, new BedrockKey(key(new Credential.ApiKey(Secret.of(SECRET))), null, REGION_SETTING))
                .decide(head(), null));

        assertEquals(ErrorCode.NO_CREDENTIAL, refusal.code());
        assertEquals("This route has no region: set " + REGION_SETTING + ".", refusal.message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/anthropic/v1/messages | {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"m\"}}",
                "/v1/chat/completions | {\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"bad-request\"}}"
            })
    void mantlesErrorsAreThoseOfItsApis(String path, String json) {
        byte[] body = provider().envelope(FakeHead.of("POST " + path)).render(ErrorCode.BAD_REQUEST, "m");

        assertEquals(json, new String(body, java.nio.charset.StandardCharsets.UTF_8));
    }
}
