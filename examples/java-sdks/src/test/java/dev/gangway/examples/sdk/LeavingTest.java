package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events come while a stream has no end, and who closes it early ends the provider's work too. */
class LeavingTest {
    private static EndlessProvider provider;
    private static Gateway gateway;
    private static String https;
    private static Clients trusting;

    /** A stream that an SDK has opened. */
    record Opened(Iterator<?> events, AutoCloseable stream) {}

    /** An SDK, and an event that it understands. */
    enum Sdk {
        OPENAI("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"on \"},\"finish_reason\":null}]}\n\n") {
            @Override
            Opened open(Clients clients, String gateway) {
                var stream = clients.openAi(gateway + "/openai_passthrough/v1")
                        .chat()
                        .completions()
                        .createStreaming(Questions.openAi("gpt-4o"));
                return new Opened(stream.stream().iterator(), stream);
            }
        },
        ANTHROPIC("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                + "\"delta\":{\"type\":\"text_delta\",\"text\":\"on \"}}\n\n") {
            @Override
            Opened open(Clients clients, String gateway) {
                var stream = clients.anthropic(gateway + "/anthropic_passthrough")
                        .messages()
                        .createStreaming(Questions.anthropic("claude-sonnet-4-20250514"));
                return new Opened(stream.stream().iterator(), stream);
            }
        },
        GEMINI("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"on \"}],\"role\":\"model\"}}]}\r\n\r\n") {
            @Override
            Opened open(Clients clients, String gateway) {
                var stream = clients.google(gateway + "/genai_passthrough", false)
                        .models
                        .generateContentStream("gemini-2.5-flash", "hello", null);
                return new Opened(stream.iterator(), stream);
            }
        };

        private final String event;

        Sdk(String event) {
            this.event = event;
        }

        abstract Opened open(Clients clients, String gateway);
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Certificate certificate = new Certificate(directory);
        provider = new EndlessProvider();
        gateway = Gateway.start(provider.uri(), "gangway.yaml");
        https = gateway.https(certificate);
        trusting = Clients.trusting(certificate);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @EnumSource
    void amidAStream(Sdk sdk) throws Exception {
        readTwoAndLeave(sdk, Clients.PLAIN, gateway.url(""), provider.answer(sdk.event, false));
        assertArrivedBy("HTTP/1.1");
    }

    /** HTTP/2 tells the gateway at once, so it need not wait for something to write. */
    @ParameterizedTest
    @EnumSource
    void whileTheProviderIsSilent(Sdk sdk) throws Exception {
        readTwoAndLeave(sdk, trusting, https, provider.answer(sdk.event, true));
        assertArrivedBy("HTTP/2.0");
    }

    private static void readTwoAndLeave(Sdk sdk, Clients clients, String base, CompletableFuture<Void> left)
            throws Exception {
        Opened opened = sdk.open(clients, base);
        try (AutoCloseable stream = opened.stream()) {
            opened.events().next();
            opened.events().next();
        }
        left.get(20, TimeUnit.SECONDS);
    }

    private static void assertArrivedBy(String protocol) {
        List<String> arrived = gateway.arrived();
        String last = arrived.get(arrived.size() - 1);
        assertTrue(last.endsWith(" " + protocol), last);
    }
}
