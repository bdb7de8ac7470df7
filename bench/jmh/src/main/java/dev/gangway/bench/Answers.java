package dev.gangway.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Answers of exactly {@link #KIB} KiB, in the shape that providers send. */
final class Answers {

    static final int KIB = 256;

    private static final String CHUNK = """
            data: {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion.chunk","created":1741569952,\
            "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_44709d6fcb",\
            "choices":[{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}],"usage":null}

            """;
    private static final String CHAT_END = """
            data: {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","model":"gpt-4o-mini-2024-07-18","choices":[],\
            "usage":{"prompt_tokens":19,"completion_tokens":1000,"total_tokens":1019}}

            data: [DONE]

            """;
    private static final String START = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude",\
            "content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":1}}}

            """;
    private static final String DELTA = """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" some words of it"}}

            """;
    private static final String STOP = """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1000}}

            event: message_stop
            data: {"type":"message_stop"}

            """;
    private static final String DOCUMENT = """
            {"id":"chatcmpl-1","object":"chat.completion","model":"gpt-4o","choices":[{"index":0,"message":{"role":\
            "assistant","content":""";
    private static final String DOCUMENT_END = """
            "},"finish_reason":"stop"}],"usage":{"prompt_tokens":19,"completion_tokens":1000,"total_tokens":1019}}""";
    private static final String PROSE = "It was the best of times, it was the worst of times; he said \\\"no\\\".\\n";

    private Answers() {}

    static byte[] chat() {
        return filled("", CHUNK, CHAT_END, ":");
    }

    static byte[] anthropic() {
        return filled(START, DELTA, STOP, ":");
    }

    static byte[] document() {
        return filled(DOCUMENT + "\"", PROSE, DOCUMENT_END, " ");
    }

    /** Numbers instead of text, as in embeddings: brackets, commas and digits, nothing to jump over. */
    static byte[] numbers() {
        return filled("{\"data\":[{\"embedding\":[0", ",-0.0123456", "]}],\"usage\":{\"prompt_tokens\":8}}", " ");
    }

    private static byte[] filled(String begin, String again, String end, String padding) {
        StringBuilder text = new StringBuilder(begin);
        int most = KIB * 1024 - end.length();
        while (text.length() + again.length() <= most) {
            text.append(again);
        }
        int missing = most - text.length();
        text.insert(0, padding.isBlank() ? " ".repeat(missing) : ":".repeat(Math.max(0, missing - 1)) + "\n");
        return text.append(end).toString().getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
