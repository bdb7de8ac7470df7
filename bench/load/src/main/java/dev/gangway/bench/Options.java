package dev.gangway.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the load generator is asked for: {@code --name value} pairs; {@code --header} may repeat. */
final class Options {

    private final Map<String, String> values = new HashMap<>();
    private final List<String> headers = new ArrayList<>();

    Options(String[] args, int from) {
        for (int i = from; i + 1 < args.length; i += 2) {
            if (args[i].equals("--header")) {
                headers.add(args[i + 1]);
            } else {
                values.put(args[i], args[i + 1]);
            }
        }
    }

    String text(String name) {
        String value = values.get("--" + name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    int number(String name, int otherwise) {
        return values.containsKey("--" + name) ? number(name) : otherwise;
    }

    /** A whole request for a connection to send; {@code more} bytes of body may follow {@code body}. */
    ByteBuffer request(String method, String path, String body, long more) {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(number("port"))
                .append("\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (!method.equals("GET")) {
            head.append("Content-Length: ").append(body.length() + more).append("\r\n");
        }
        byte[] bytes = head.append("\r\n").append(body).toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
