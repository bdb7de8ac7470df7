package dev.gangway.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the upstream answers: all of it made beforehand. */
final class Answers {

    static final ByteBuffer SMALL = json(chat("Hello! How can I help you today?"));
    static final ByteBuffer LARGE = json(chat("lorem ipsum ".repeat(12_700)));
    static final ByteBuffer STREAM_HEAD = ascii(String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: text/event-stream",
            "Cache-Control: no-cache",
            "x-request-id: req_bench",
            "Transfer-Encoding: chunked",
            "",
            ""));
    static final ByteBuffer STREAM_END = chunk(
            "data: {\"id\":\"chatcmpl-b\",\"object\":\"chat.completion.chunk\","
                    + "\"model\":\"gpt-4o-mini\",\"choices\":[],"
                    + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":20,\"total_tokens\":29}}\n\n"
                    + "data: [DONE]\n\n",
            "0\r\n\r\n");

    private Answers() {}

    static ByteBuffer download(long bytes) {
        return ascii(
                "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: " + bytes + "\r\n\r\n");
    }

    static ByteBuffer text(String body) {
        return ascii(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** One event; its content is the time, in 19 digits of {@link System#nanoTime}, which all processes share. */
    static ByteBuffer event(long nanos) {
        String digits = Long.toString(1_000_000_000_000_000_000L + nanos);
        return chunk(
                "data: {\"id\":\"chatcmpl-b\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                        + "\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + digits
                        + "\"},\"finish_reason\":null}]}\n\n",
                "");
    }

    private static String chat(String content) {
        return "{\"id\":\"chatcmpl-b\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o-mini\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + content
                + "\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":10,\"total_tokens\":19}}";
    }

    private static ByteBuffer json(String body) {
        return ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: req_bench\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private static ByteBuffer chunk(String data, String after) {
        return ascii(Integer.toHexString(data.length()) + "\r\n" + data + "\r\n" + after);
    }

    private static ByteBuffer ascii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
