package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import dev.gangway.examples.standin.Received;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's SDK: only the base URL is another. */
class OpenAiTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static OpenAIClient client;

    @BeforeAll
    static void connect() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(BENCH.url("/openai_passthrough/v1"))
                .apiKey(Gateway.KEY)
                .build();
        client.models().list(); // an SDK's first call takes seconds
    }

    @Test
    void chat() {
        ChatCompletion answer =
                client.chat().completions().create(say("hello from passthrough").build());
        assertEquals(
                "You said: hello from passthrough",
                answer.choices().get(0).message().content().orElseThrow());
        assertEquals("gpt-4o-mini-2024-07-18", answer.model());
        Received received = BENCH.assertReceived("POST /v1/chat/completions", Bench.OPENAI);
        assertEquals(List.of("java"), received.values("x-stainless-lang"));
        assertEquals(List.of("OpenAIClientImpl/Java 4.100.0"), received.values("user-agent"));
        assertEquals(List.of(), received.values("via"));
    }

    @Test
    void streamedChat() {
        ChatCompletionCreateParams params = say(Paced.QUESTION)
                .putAdditionalHeader(Paced.HEADER, Paced.DELAY)
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            String text = Paced.read(stream.stream().iterator()).stream()
                    .flatMap(chunk -> chunk.choices().get(0).delta().content().stream())
                    .collect(Collectors.joining());
            assertEquals(Paced.ANSWER, text);
        }
        BENCH.assertReceived("POST /v1/chat/completions", Bench.OPENAI);
    }

    @Test
    void embeddings() {
        var answer = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .input("hello")
                        .build());
        assertEquals(1536, answer.data().get(0).embedding().size());
        BENCH.assertReceived("POST /v1/embeddings", Bench.OPENAI);
    }

    @Test
    void models() {
        List<String> models =
                client.models().list().items().stream().map(Model::id).toList();
        assertTrue(models.contains("gpt-4o-mini"), models.toString());
        BENCH.assertReceived("GET /v1/models", Bench.OPENAI);
    }

    @Test
    void tokensOfAnInput() {
        var answer = client.responses()
                .inputTokens()
                .count(InputTokenCountParams.builder()
                        .model("gpt-4.1")
                        .input("hello from passthrough")
                        .build());
        assertTrue(answer.inputTokens() > 0);
        BENCH.assertReceived("POST /v1/responses/input_tokens", Bench.OPENAI);
    }

    @Test
    void images() {
        var answer = client.images()
                .generate(ImageGenerateParams.builder()
                        .model("gpt-image-1")
                        .prompt("a gangway")
                        .build());
        assertTrue(answer.data().orElseThrow().get(0).b64Json().orElseThrow().startsWith("iVBORw0KGgo"));
        BENCH.assertReceived("POST /v1/images/generations", Bench.OPENAI);
    }

    @Test
    void responses() {
        var answer = client.responses()
                .create(ResponseCreateParams.builder()
                        .model("gpt-4.1")
                        .input("hello from passthrough")
                        .build());
        String text = answer.output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text();
        assertEquals("You said: hello from passthrough", text);
        BENCH.assertReceived("POST /v1/responses", Bench.OPENAI);
    }

    /** A form without Content-Length goes up, and comes down as it was. */
    @Test
    void files(@TempDir Path directory) throws Exception {
        byte[] content = "{\"line\": 1}\n{\"line\": \"zwei, drei – ✓\"}\n".getBytes(StandardCharsets.UTF_8);
        Path local = Files.write(directory.resolve("lines.jsonl"), content);
        FileObject file = client.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.FINE_TUNE)
                        .file(local)
                        .build());
        assertEquals(content.length, file.bytes());
        try (HttpResponse download = client.files().content(file.id())) {
            assertArrayEquals(content, download.body().readAllBytes());
        }
        assertTrue(client.files().delete(file.id()).deleted());
        Received upload = BENCH.assertReceived(0, "POST /v1/files", Bench.OPENAI);
        assertTrue(upload.values("content-type").get(0).startsWith("multipart/form-data; boundary="));
        BENCH.assertReceived(1, "GET /v1/files/" + file.id() + "/content", Bench.OPENAI);
        BENCH.assertReceived(2, "DELETE /v1/files/" + file.id(), Bench.OPENAI);
    }

    private static ChatCompletionCreateParams.Builder say(String text) {
        return ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage(text);
    }
}
