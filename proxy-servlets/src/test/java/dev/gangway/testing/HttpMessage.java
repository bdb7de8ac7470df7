package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 message exactly as it came: start line, header lines in order (ISO-8859-1), body without its framing.
 *
 * @param complete false where the connection ended before the body did
 */
public record HttpMessage(String startLine, List<String[]> headers, byte[] body, boolean complete) {

    /** Reads a message; null at the end of the stream. {@code noBody} for answers to HEAD. */
    public static @Nullable HttpMessage read(InputStream in, boolean noBody) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        List<String[]> headers = new ArrayList<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(new String[] {line.substring(0, colon), strip(line.substring(colon + 1))});
        }
        HttpMessage head = new HttpMessage(start, headers, new byte[0], true);
        if (noBody || start.contains(" 204 ") || start.contains(" 304 ")) {
            return head;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean complete = readBody(in, head, body);
        return new HttpMessage(start, headers, body.toByteArray(), complete);
    }

    private static boolean readBody(InputStream in, HttpMessage head, ByteArrayOutputStream body) throws IOException {
        try {
            String length = head.header("content-length");
            if ("chunked".equalsIgnoreCase(head.header("transfer-encoding"))) {
                readChunks(in, body);
            } else if (length != null) {
                copy(in, body, Long.parseLong(length));
            } else if (head.startLine.startsWith("HTTP/")) {
                in.transferTo(body);
            }
            return true;
        } catch (EOFException | java.net.SocketException e) {
            return false;
        }
    }

    private static void readChunks(InputStream in, ByteArrayOutputStream body) throws IOException {
        while (true) {
            String size = line(in);
            if (size == null) {
                throw new EOFException();
            }
            long count = Long.parseLong(size.split(";")[0].strip(), 16);
            copy(in, body, count);
            String end = line(in);
            if (end == null) {
                throw new EOFException();
            }
            if (count == 0) {
                return;
            }
        }
    }

    private static void copy(InputStream in, ByteArrayOutputStream body, long count) throws IOException {
        byte[] buffer = new byte[8192];
        for (long left = count; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException();
            }
            body.write(buffer, 0, n);
            left -= n;
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            line.append((char) c);
        }
        return null;
    }

    /** Only the optional white space of RFC 9112, so that a test sees every other byte. */
    private static String strip(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && (value.charAt(from) == ' ' || value.charAt(from) == '\t')) {
            from++;
        }
        while (to > from && (value.charAt(to - 1) == ' ' || value.charAt(to - 1) == '\t')) {
            to--;
        }
        return value.substring(from, to);
    }

    /** The first value of {@code name}, in any case, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** All values of {@code name}, in any case and in order. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(h -> h[0].equalsIgnoreCase(name))
                .map(h -> h[1])
                .toList();
    }

    /** The header names, in lower case, each once, sorted. */
    public List<String> names() {
        return headers.stream()
                .map(h -> h[0].toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
    }

    /** The status of a response. */
    public int status() {
        return Integer.parseInt(startLine.split(" ")[1]);
    }

    /** The method of a request. */
    public String method() {
        return startLine.split(" ")[0];
    }

    /** The target of a request, raw. */
    public String target() {
        return startLine.split(" ")[1];
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
