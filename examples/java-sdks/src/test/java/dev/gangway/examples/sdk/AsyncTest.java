package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.genai.Client;
import com.google.genai.types.GenerateContentResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The asynchronous faces of the SDKs. */
class AsyncTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    @Test
    void openAi() throws Exception {
        var client = Clients.PLAIN.openAi(BENCH.url("/openai_passthrough/v1")).async();
        var answer = await(client.chat().completions().create(Questions.openAi("gpt-4o")));
        assertEquals(
                "You said: hello", answer.choices().get(0).message().content().orElseThrow());
        StringBuilder text = new StringBuilder();
        var stream = client.chat().completions().createStreaming(Questions.openAi("gpt-4o"));
        await(stream.subscribe(chunk -> chunk.choices().get(0).delta().content().ifPresent(text::append))
                .onCompleteFuture());
        assertEquals("You said: hello", text.toString());
        BENCH.assertReceived(0, "POST /v1/chat/completions", Bench.OPENAI);
        BENCH.assertReceived(1, "POST /v1/chat/completions", Bench.OPENAI);
    }

    @Test
    void anthropic() throws Exception {
        var client =
                Clients.PLAIN.anthropic(BENCH.url("/anthropic_passthrough")).async();
        var question = Questions.anthropic("claude-sonnet-4-20250514");
        var answer = await(client.messages().create(question));
        assertEquals("You said: hello", answer.content().get(0).asText().text());
        StringBuilder text = new StringBuilder();
        await(client.messages()
                .createStreaming(question)
                .subscribe(event -> event.contentBlockDelta()
                        .flatMap(block -> block.delta().text())
                        .ifPresent(delta -> text.append(delta.text())))
                .onCompleteFuture());
        assertEquals("You said: hello", text.toString());
        BENCH.assertReceived(0, "POST /v1/messages", Bench.ANTHROPIC);
        BENCH.assertReceived(1, "POST /v1/messages", Bench.ANTHROPIC);
    }

    @Test
    void gemini() throws Exception {
        try (Client client = Clients.PLAIN.google(BENCH.url("/genai_passthrough"), false)) {
            var answer = await(client.async.models.generateContent("gemini-2.5-flash", "hello", null));
            assertEquals("You said: hello", answer.text());
            StringBuilder text = new StringBuilder();
            try (var stream = await(client.async.models.generateContentStream("gemini-2.5-flash", "hello", null))) {
                for (GenerateContentResponse piece : stream) {
                    text.append(piece.text());
                }
            }
            assertEquals("You said: hello", text.toString());
        }
        String path = "POST /v1beta/models/gemini-2.5-flash:";
        BENCH.assertReceived(0, path + "generateContent", Bench.GEMINI);
        BENCH.assertReceived(1, path + "streamGenerateContent?alt=sse", Bench.GEMINI);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
