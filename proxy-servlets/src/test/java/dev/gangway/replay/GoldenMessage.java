package dev.gangway.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.HttpMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A message in a file, as {@code exchanges/README.md} describes it. */
record GoldenMessage(String startLine, List<String[]> headers, String body) {

    private static final String ANY = "${any}";

    /** Reads {@code file}, the hosts and the length filled in. */
    static GoldenMessage read(Path file, String gateway, String upstream) {
        String text = text(file).replace("${gateway}", gateway).replace("${upstream}", upstream);
        int empty = text.indexOf("\n\n");
        String body = empty < 0 ? "" : text.substring(empty + 2, text.length() - 1);
        String head = empty < 0 ? text : text.substring(0, empty);
        String length = String.valueOf(body.getBytes(StandardCharsets.UTF_8).length);
        List<String> lines = head.replace("${length}", length).lines().toList();
        List<String[]> headers = new ArrayList<>();
        lines.subList(1, lines.size()).forEach(line -> headers.add(line.split(": ", 2)));
        return new GoldenMessage(lines.get(0), headers, body);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Start line and header lines. */
    String head() {
        StringBuilder head = new StringBuilder(startLine);
        headers.forEach(h -> head.append('\n').append(h[0]).append(": ").append(h[1]));
        return head.toString();
    }

    /** The body as it goes on the wire. */
    byte[] framedBody() {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean chunked = headers.stream().anyMatch(h -> h[0].equalsIgnoreCase("transfer-encoding"));
        String framed = Integer.toHexString(bytes.length) + "\r\n" + body + "\r\n0\r\n\r\n";
        return chunked ? framed.getBytes(StandardCharsets.UTF_8) : bytes;
    }

    /** Fails where {@code actual} differs. */
    void assertMatches(HttpMessage actual) {
        String expected = whole(startLine, headers, body);
        String got = whole(actual.startLine(), actual.headers(), actual.text());
        StringBuilder pattern = new StringBuilder();
        for (String part : expected.split(Pattern.quote(ANY), -1)) {
            pattern.append(pattern.isEmpty() ? "" : "[^\n]+").append(Pattern.quote(part));
        }
        if (!got.matches(pattern.toString())) {
            assertEquals(expected, got);
        }
    }

    /**
     * An answer's reason phrase is nobody's promise, and whether the container keeps a connection whose request body was
     * not asked for depends on how much of that is already here.
     */
    private static String whole(String startLine, List<String[]> headers, String body) {
        String line = startLine.replaceFirst("^(HTTP/1.1 [0-9]{3}).*", "$1");
        List<String[]> endToEnd = headers.stream()
                .filter(header -> !(startLine.startsWith("HTTP/") && header[0].equalsIgnoreCase("connection")))
                .toList();
        return Head.of(line, endToEnd) + "\n\n" + body;
    }
}
