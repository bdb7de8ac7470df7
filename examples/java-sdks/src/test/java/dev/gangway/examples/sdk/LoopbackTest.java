package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.genai.Client;
import com.openai.models.responses.ResponseCreateParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway on the developer's own machine: any key will do, and none of them goes on. */
class LoopbackTest {
    @RegisterExtension
    static final Bench BENCH = new Bench("loopback.yaml");

    @Test
    void openAi() {
        var answer = Clients.PLAIN
                .openAi(BENCH.url("/openai_passthrough/v1"))
                .chat()
                .completions()
                .create(Questions.openAi("gpt-4o-mini"));
        assertEquals(
                "You said: hello", answer.choices().get(0).message().content().orElseThrow());
        BENCH.assertReceived("POST /v1/chat/completions", Bench.OPENAI);
    }

    @Test
    void anthropic() {
        var answer = Clients.PLAIN
                .anthropic(BENCH.url("/anthropic_passthrough"))
                .messages()
                .create(Questions.anthropic("claude-sonnet-4-20250514"));
        assertEquals("You said: hello", answer.content().get(0).asText().text());
        BENCH.assertReceived("POST /v1/messages", Bench.ANTHROPIC);
    }

    @Test
    void azure() {
        Clients.PLAIN
                .openAi(BENCH.url("/azure_passthrough/openai/v1"))
                .responses()
                .create(ResponseCreateParams.builder()
                        .model("gpt-4.1")
                        .input("hello")
                        .build());
        BENCH.assertReceived("POST /openai/v1/responses", Bench.AZURE);
    }

    @Test
    void gemini() {
        try (Client client = Clients.PLAIN.google(BENCH.url("/genai_passthrough"), false)) {
            var answer = client.models.generateContent("gemini-2.5-flash", "hello", null);
            assertEquals("You said: hello", answer.text());
        }
        BENCH.assertReceived("POST /v1beta/models/gemini-2.5-flash:generateContent", Bench.GEMINI);
    }
}
