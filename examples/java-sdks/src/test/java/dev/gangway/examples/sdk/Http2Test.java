package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.genai.Client;
import com.openai.core.http.HttpResponse;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** By TLS the SDKs speak HTTP/2, where a body may have no length and nothing that announces it. */
class Http2Test {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static String https;
    private static Clients clients;

    @BeforeAll
    static void listen(@TempDir Path directory) throws Exception {
        Certificate certificate = new Certificate(directory);
        https = BENCH.gateway().https(certificate);
        clients = Clients.trusting(certificate);
    }

    @AfterEach
    void arrivedByHttp2() {
        assertTrue(BENCH.gateway().arrived().stream().allMatch(line -> line.endsWith(" HTTP/2.0")));
    }

    @Test
    void openAiFiles(@TempDir Path directory) throws Exception {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        var files = clients.openAi(https + "/openai_passthrough/v1").files();
        FileObject file = files.create(FileCreateParams.builder()
                .purpose(FilePurpose.USER_DATA)
                .file(Files.write(directory.resolve("data.bin"), content))
                .build());
        try (HttpResponse download = files.content(file.id())) {
            assertArrayEquals(content, download.body().readAllBytes());
        }
        BENCH.assertReceived(0, "POST /v1/files", Bench.OPENAI);
        BENCH.assertReceived(1, "GET /v1/files/" + file.id() + "/content", Bench.OPENAI);
    }

    @Test
    void openAiImage() {
        var answer = clients.openAi(https + "/openai_passthrough/v1")
                .chat()
                .completions()
                .create(Questions.openAiImage());
        assertEquals(
                "You said: what is this?",
                answer.choices().get(0).message().content().orElseThrow());
        BENCH.assertReceived("POST /v1/chat/completions", Bench.OPENAI);
    }

    @Test
    void anthropic() {
        var answer = clients.anthropic(https + "/anthropic_passthrough")
                .messages()
                .create(Questions.anthropic("claude-sonnet-4-20250514"));
        assertEquals("You said: hello", answer.content().get(0).asText().text());
        BENCH.assertReceived("POST /v1/messages", Bench.ANTHROPIC);
    }

    @Test
    void gemini() {
        try (Client client = clients.google(https + "/genai_passthrough", false)) {
            assertEquals(
                    "You said: hello",
                    client.models
                            .generateContent("gemini-2.5-flash", "hello", null)
                            .text());
        }
        BENCH.assertReceived("POST /v1beta/models/gemini-2.5-flash:generateContent", Bench.GEMINI);
    }
}
