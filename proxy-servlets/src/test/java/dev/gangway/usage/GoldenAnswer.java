package dev.gangway.usage;

import dev.gangway.stream.Decodings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the corpus: {@code provider METHOD /path}, the answer's headers, what its record says ({@code > }, words
 * in any order), an empty line, the body. The body of an AWS event stream is written as a line per frame: its type and its
 * payload; a {@code chunk}'s payload is put into Base64.
 */
record GoldenAnswer(
        String name,
        String provider,
        String method,
        String path,
        Map<String, String> headers,
        TreeSet<String> expected,
        byte[] body) {

    static List<GoldenAnswer> all() {
        URL folder = Objects.requireNonNull(GoldenAnswer.class.getResource("golden"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().map(GoldenAnswer::read).toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static GoldenAnswer named(String name) {
        return all().stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
    }

    private static GoldenAnswer read(Path file) {
        try {
            String text = Files.readString(file);
            int blank = text.indexOf("\n\n");
            String[] lines = text.substring(0, blank).split("\n");
            String[] request = lines[0].split(" ");
            Map<String, String> headers = new HashMap<>();
            TreeSet<String> expected = new TreeSet<>();
            for (String line : Arrays.asList(lines).subList(1, lines.length)) {
                if (line.startsWith("> ")) {
                    expected.addAll(List.of(line.substring(2).split(" ")));
                } else {
                    headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
                }
            }
            String body = text.substring(blank + 2);
            boolean frames = Objects.requireNonNull(headers.get("content-type")).contains("eventstream");
            String name = String.valueOf(file.getFileName()).replace(".txt", "");
            byte[] bytes = frames ? Frames.of(body) : body.getBytes(StandardCharsets.UTF_8);
            return new GoldenAnswer(name, request[0], request[1], request[2], headers, expected, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isEvents() {
        return Objects.requireNonNull(headers.get("content-type")).startsWith("text/event-stream");
    }

    UsageFormat format() {
        return Objects.requireNonNull(UsageFormats.find(provider, method, path), path);
    }

    UsageTap tap(@Nullable String encoding) {
        return UsageTap.of(
                format(), name -> name.equals("content-encoding") ? encoding : headers.get(name), Decodings.JDK);
    }

    /** What is said of {@code pieces}. */
    TreeSet<String> read(@Nullable String encoding, ByteBuffer... pieces) {
        try (UsageTap tap = tap(encoding)) {
            for (ByteBuffer piece : pieces) {
                tap.feed(piece);
            }
            return words(tap);
        }
    }

    TreeSet<String> words(UsageTap tap) {
        Usage usage = tap.usage();
        TreeSet<String> words = new TreeSet<>();
        words.add("api=" + format().api());
        words.add("billable=" + format().billable());
        put(words, "model", usage.model());
        put(words, "id", usage.id());
        put(words, "service_tier", usage.serviceTier());
        put(words, "finish", usage.finish());
        put(words, "events", tap.events() == 0 ? null : tap.events());
        usage.amounts().forEach((unit, amount) -> put(words, unit.label(), amount.toPlainString()));
        usage.toolCalls().forEach((tool, calls) -> put(words, "tool." + tool, calls.toPlainString()));
        usage.traits().forEach((trait, value) -> put(words, "trait." + trait, value));
        return words;
    }

    private static void put(TreeSet<String> words, String name, @Nullable Object value) {
        if (value != null) {
            words.add(name + "=" + value);
        }
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

    @Override
    public String toString() {
        return name;
    }
}
