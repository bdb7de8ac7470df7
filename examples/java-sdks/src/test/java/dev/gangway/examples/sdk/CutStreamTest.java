package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.anthropic.errors.AnthropicIoException;
import com.google.genai.Client;
import com.google.genai.errors.GenAiIOException;
import com.openai.errors.OpenAIIoException;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An answer that breaks off at the provider does so for the SDK too, and does not look as if it were whole. */
class CutStreamTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final String MODEL = "cut-mid-stream";

    @Test
    void openAi() {
        var completions =
                Clients.PLAIN.openAi(BENCH.url("/openai_passthrough/v1")).chat().completions();
        try (var stream = completions.createStreaming(Questions.openAi(MODEL))) {
            assertBreaksOff(OpenAIIoException.class, stream.stream().iterator());
        }
    }

    @Test
    void anthropic() {
        var messages =
                Clients.PLAIN.anthropic(BENCH.url("/anthropic_passthrough")).messages();
        try (var stream = messages.createStreaming(Questions.anthropic(MODEL))) {
            assertBreaksOff(AnthropicIoException.class, stream.stream().iterator());
        }
    }

    @Test
    void gemini() {
        try (Client client = Clients.PLAIN.google(BENCH.url("/genai_passthrough"), false);
                var stream = client.models.generateContentStream(MODEL, "hello and more words", null)) {
            assertBreaksOff(GenAiIOException.class, stream.iterator());
        }
    }

    private static void assertBreaksOff(Class<? extends Exception> error, Iterator<?> events) {
        events.next();
        assertThrows(error, () -> events.forEachRemaining(event -> {}));
    }
}
