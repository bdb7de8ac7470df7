package dev.gangway.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request that a real SDK sent. */
record Capture(String sdk, String name, String method, String target, List<String[]> headers, byte[] body) {

    private static final Path DIRECTORY = Path.of("src/test/resources/sdk-captures");
    private static final int CHUNK = 65_536;

    /** All that were recorded, file by file. */
    static List<Capture> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            List<Capture> all = new ArrayList<>();
            JsonMapper json = new JsonMapper();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    all.add(of(json.readTree(line)));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Capture of(JsonNode record) {
        List<String[]> headers = new ArrayList<>();
        for (JsonNode header : record.get("headers")) {
            headers.add(new String[] {header.get(0).stringValue(), header.get(1).stringValue()});
        }
        return new Capture(
                record.get("sdk").stringValue(),
                record.get("case").stringValue() + " #" + record.get("seq").intValue(),
                record.get("method").stringValue(),
                record.get("target").stringValue(),
                headers,
                CapturedBody.of(record.get("body")));
    }

    /** Request line and header lines, as the SDK wrote them. */
    String head() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1");
        headers.forEach(h -> head.append('\n').append(h[0]).append(": ").append(h[1]));
        return head.toString();
    }

    /** The body as it goes on the wire: in chunks, where the SDK sent chunks. */
    byte[] framedBody() {
        if (!isChunked()) {
            return body;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 1024);
        for (int from = 0; from < body.length; from += CHUNK) {
            int size = Math.min(CHUNK, body.length - from);
            out.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, from, size);
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    boolean isChunked() {
        return header("transfer-encoding").equals("chunked");
    }

    /** Whether the SDK asks for a stream. */
    boolean wantsStream() {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.contains("\"stream\":true") || target.contains("stream");
    }

    /** The value of a header, or an empty string. */
    String header(String name) {
        return headers.stream()
                .filter(h -> h[0].equalsIgnoreCase(name))
                .map(h -> h[1])
                .findFirst()
                .orElse("");
    }

    /** What the test report calls it. */
    @Override
    public String toString() {
        return sdk + "/" + name;
    }
}
