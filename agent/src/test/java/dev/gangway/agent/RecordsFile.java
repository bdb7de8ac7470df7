package dev.gangway.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The records that an agent writes to a file. */
final class RecordsFile {

    private final Path path;
    private int read;

    RecordsFile() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "gateways", "records"));
        path = Files.createTempFile(folder, "records", ".jsonl").toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /** The next {@code count} records, waiting for them; fails where there are more. */
    List<JsonNode> take(int count) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        List<String> lines = fresh();
        while (lines.size() < count && System.nanoTime() < end) {
            Thread.sleep(5);
            lines = fresh();
        }
        if (lines.size() != count) {
            throw new AssertionError(count + " records expected, not " + lines);
        }
        read += count;
        List<JsonNode> records = new ArrayList<>();
        lines.forEach(line -> records.add(new JsonMapper().readTree(line)));
        return records;
    }

    JsonNode takeOne() throws IOException, InterruptedException {
        return take(1).get(0);
    }

    /** What is there and was not taken; a line that is still being written is not there yet. */
    List<String> fresh() throws IOException {
        String text = text();
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        return lines.subList(read, lines.size());
    }

    String text() throws IOException {
        return Files.readString(path);
    }
}
