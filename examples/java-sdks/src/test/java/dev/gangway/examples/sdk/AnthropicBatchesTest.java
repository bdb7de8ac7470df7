package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.MessageBatch;
import com.anthropic.models.messages.batches.MessageBatchIndividualResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Anthropic's batches, whose results stay on the gateway whichever way a client takes to them. */
class AnthropicBatchesTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final String PATH = "/v1/messages/batches";

    private static AnthropicClient client;

    @BeforeAll
    static void connect() {
        client = AnthropicOkHttpClient.builder()
                .baseUrl(BENCH.url("/anthropic_passthrough"))
                .apiKey(Gateway.KEY)
                .build();
    }

    @Test
    void fromRequestsToResults() throws Exception {
        String id = client.messages().batches().create(twoQuestions()).id();
        MessageBatch batch = client.messages().batches().retrieve(id);
        assertEquals(MessageBatch.ProcessingStatus.ENDED, batch.processingStatus());
        String results = batch.resultsUrl().orElseThrow();
        assertEquals(BENCH.url("/anthropic_passthrough" + PATH + "/" + id + "/results"), results);

        assertEquals(List.of("You said: one", "You said: two"), bySdk(id));
        assertEquals(2, byUrl(results).lines().count());

        BENCH.assertReceived(0, "POST " + PATH, Bench.ANTHROPIC);
        BENCH.assertReceived(1, "GET " + PATH + "/" + id, Bench.ANTHROPIC);
        BENCH.assertReceived(2, "GET " + PATH + "/" + id + "/results", Bench.ANTHROPIC);
        BENCH.assertReceived(3, "GET " + PATH + "/" + id + "/results", Bench.ANTHROPIC);
    }

    @Test
    void listedResultsUrlsToo() {
        String id = client.messages().batches().create(twoQuestions()).id();
        List<String> urls = client.messages().batches().list().items().stream()
                .filter(batch -> batch.id().equals(id))
                .flatMap(batch -> batch.resultsUrl().stream())
                .toList();
        assertEquals(List.of(BENCH.url("/anthropic_passthrough" + PATH + "/" + id + "/results")), urls);
    }

    /** The Java SDK makes the path of the results itself. */
    private static List<String> bySdk(String id) {
        try (StreamResponse<MessageBatchIndividualResponse> stream =
                client.messages().batches().resultsStreaming(id)) {
            return stream.stream()
                    .map(one -> one.result().asSucceeded().message())
                    .map(message -> message.content().get(0).asText().text())
                    .toList();
        }
    }

    /** Others follow the URL, with the key that they have: it may lead to no other host. */
    private static String byUrl(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("x-api-key", Gateway.KEY)
                .header("anthropic-version", "2023-06-01")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static BatchCreateParams twoQuestions() {
        return BatchCreateParams.builder()
                .addRequest(question("one"))
                .addRequest(question("two"))
                .build();
    }

    private static BatchCreateParams.Request question(String text) {
        return BatchCreateParams.Request.builder()
                .customId(text)
                .params(BatchCreateParams.Request.Params.builder()
                        .model("claude-sonnet-4-20250514")
                        .maxTokens(1024)
                        .addUserMessage(text)
                        .build())
                .build();
    }
}
