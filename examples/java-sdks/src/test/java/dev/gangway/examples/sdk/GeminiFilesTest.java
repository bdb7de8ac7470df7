package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.genai.Client;
import com.google.genai.types.File;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.UploadFileConfig;
import dev.gangway.examples.standin.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Google's resumable uploads: the chunks go to a URL that the provider names and the gateway rewrites. */
class GeminiFilesTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final int CHUNK = 8 << 20;

    @TempDir
    Path directory;

    @Test
    void upAndDown() throws Exception {
        byte[] content = new byte[CHUNK + 1000];
        new Random(1).nextBytes(content);
        Path download = directory.resolve("copy.bin");
        try (Client client = client()) {
            File file = client.files.upload(
                    content,
                    UploadFileConfig.builder()
                            .mimeType("application/octet-stream")
                            .displayName("chart")
                            .build());
            assertEquals((long) content.length, file.sizeBytes().orElseThrow());
            String name = file.name().orElseThrow();
            assertEquals(
                    "https://generativelanguage.googleapis.com/v1beta/" + name,
                    file.uri().orElseThrow(),
                    "the provider's name for it, which later prompts hold");
            client.files.download(file, download.toString(), null);
            assertArrayEquals(content, Files.readAllBytes(download));
            client.files.delete(name, null);

            BENCH.assertReceived(0, "POST /upload/v1beta/files", Bench.GEMINI);
            assertChunks(content);
            BENCH.assertReceived(3, "GET /v1beta/" + name + ":download?alt=media", Bench.GEMINI);
            BENCH.assertReceived(4, "DELETE /v1beta/" + name, Bench.GEMINI);
        }
    }

    /** Two chunks, to the URL as the provider made it, with the operator's key. */
    private static void assertChunks(byte[] content) {
        List<Received> received = BENCH.provider().received();
        String target = received.get(1).target();
        assertTrue(target.matches("/upload/v1beta/files\\?upload_id=\\w+&upload_protocol=resumable"), target);
        Received first = BENCH.assertReceived(1, "POST " + target, Bench.GEMINI);
        Received last = BENCH.assertReceived(2, "POST " + target, Bench.GEMINI);
        assertEquals(List.of("upload"), first.values("x-goog-upload-command"));
        assertEquals(CHUNK, first.bodyLength());
        assertEquals(List.of("upload, finalize"), last.values("x-goog-upload-command"));
        assertEquals(content.length - CHUNK, last.bodyLength());
    }

    /** What the gateway makes up for: this SDK puts its base URL's path before the upload URL's, which has it already. */
    @Test
    void theSdkRepeatsThePrefix() {
        try (Client client = client()) {
            client.files.upload(
                    new byte[10],
                    UploadFileConfig.builder().mimeType("text/plain").build());
        }
        List<String> arrived = BENCH.gateway().arrived();
        assertEquals("POST /genai_passthrough/upload/v1beta/files HTTP/1.1", arrived.get(0));
        assertTrue(
                arrived.get(1).startsWith("POST /genai_passthrough/genai_passthrough/upload/v1beta/files?upload_id="),
                arrived.get(1));
    }

    private static Client client() {
        return Client.builder()
                .apiKey(Gateway.KEY)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(BENCH.url("/genai_passthrough"))
                        .build())
                .build();
    }
}
