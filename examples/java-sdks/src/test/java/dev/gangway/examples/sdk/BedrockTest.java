package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.auth.scheme.BedrockRuntimeAuthSchemeProvider;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

/** AWS's SDK: its signature goes no further, and the gateway signs anew. */
class BedrockTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final String NOVA = "us.amazon.nova-lite-v1:0";
    private static final String CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final SdkBytes ASKED =
            SdkBytes.fromUtf8String("{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":64,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");

    private static BedrockRuntimeClient client;
    private static BedrockRuntimeAsyncClient async;

    @BeforeAll
    static void connect() {
        client = CloudClients.bedrock(BENCH.url("/bedrock_passthrough"));
        async = CloudClients.asyncBedrock(BENCH.url("/bedrock_passthrough"));
        converse(client); // an SDK's first call takes seconds
    }

    @Test
    void converse() {
        ConverseResponse answer = converse(client);
        assertEquals(
                "You said: hello", answer.output().message().content().get(0).text());
        assertTrue(answer.usage().inputTokens() > 0);
        Signed.assertReceived(BENCH, "POST /model/us.amazon.nova-lite-v1%3A0/converse", "bedrock");
    }

    @Test
    void conversePaced() throws Exception {
        List<String> pieces = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        var visitor = ConverseStreamResponseHandler.Visitor.builder()
                .onContentBlockDelta(event -> {
                    pieces.add(event.delta().text());
                    times.add(System.nanoTime());
                })
                .build();
        async.converseStream(
                        request -> request.modelId(NOVA)
                                .messages(turn(Paced.QUESTION))
                                .overrideConfiguration(o -> o.putHeader(Paced.HEADER, Paced.DELAY)),
                        ConverseStreamResponseHandler.builder()
                                .subscriber(visitor)
                                .build())
                .get(30, TimeUnit.SECONDS);
        assertEquals(Paced.ANSWER, String.join("", pieces));
        long spreadMs = (times.get(times.size() - 1) - times.get(0)) / 1_000_000;
        assertTrue(spreadMs > 400, times.size() + " events within " + spreadMs + " ms");
        Signed.assertReceived(BENCH, "POST /model/us.amazon.nova-lite-v1%3A0/converse-stream", "bedrock");
    }

    @Test
    void invoke() {
        var answer = client.invokeModel(request ->
                request.modelId(CLAUDE).contentType("application/json").body(ASKED));
        assertTrue(answer.body().asUtf8String().contains("\"text\":\"You said: hello\""));
        Signed.assertReceived(BENCH, "POST /model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke", "bedrock");
    }

    @Test
    void invokeStreamed() throws Exception {
        StringBuilder chunks = new StringBuilder();
        var visitor = InvokeModelWithResponseStreamResponseHandler.Visitor.builder()
                .onChunk(chunk -> chunks.append(chunk.bytes().asUtf8String()))
                .build();
        async.invokeModelWithResponseStream(
                        request -> request.modelId(CLAUDE).body(ASKED),
                        InvokeModelWithResponseStreamResponseHandler.builder()
                                .subscriber(visitor)
                                .build())
                .get(30, TimeUnit.SECONDS);
        assertTrue(chunks.toString().contains("\"text\":\" hello\""), chunks.toString());
        assertTrue(chunks.toString().endsWith("}"), chunks.toString());
        Signed.assertReceived(
                BENCH,
                "POST /model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream",
                "bedrock");
    }

    @Test
    void count() {
        var answer = client.countTokens(
                request -> request.modelId(CLAUDE).input(input -> input.invokeModel(invoke -> invoke.body(ASKED))));
        assertTrue(answer.inputTokens() > 0);
    }

    /** A profile's name has slashes, and AWS's SDK encodes them. */
    @Test
    void inferenceProfile() {
        String profile = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/" + NOVA;
        client.converse(request -> request.modelId(profile).messages(turn("hello")));
        Signed.assertReceived(
                BENCH,
                "POST /model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2F"
                        + "us.amazon.nova-lite-v1%3A0/converse",
                "bedrock");
    }

    @Test
    void throttled() {
        assertThrows(
                ThrottlingException.class,
                () -> client.converse(request -> request.modelId("error-429").messages(turn("hello"))));
    }

    /** The gateway's key in place of a Bedrock API key, and the operator's in place of that. */
    @Test
    void byApiKey() {
        try (BedrockRuntimeClient byKey = BedrockRuntimeClient.builder()
                .endpointOverride(URI.create(BENCH.url("/key/bedrock_passthrough")))
                .region(Region.US_EAST_1)
                .tokenProvider(StaticTokenProvider.create(() -> Gateway.KEY))
                .authSchemeProvider(BedrockRuntimeAuthSchemeProvider.defaultProvider(List.of("httpBearerAuth")))
                .build()) {
            assertEquals(
                    "You said: hello",
                    converse(byKey).output().message().content().get(0).text());
        }
        BENCH.assertReceived(
                "POST /model/us.amazon.nova-lite-v1%3A0/converse",
                Map.of("authorization", "Bearer operator-bedrock-key"));
    }

    private static ConverseResponse converse(BedrockRuntimeClient by) {
        return by.converse(request -> request.modelId(NOVA).messages(turn("hello")));
    }

    private static Message turn(String text) {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(text))
                .build();
    }
}
