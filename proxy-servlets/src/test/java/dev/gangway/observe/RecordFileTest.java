package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gangway.testing.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The file of records holds every record once, as whole lines, and never stands in the way. */
@Timeout(60)
class RecordFileTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long LINE =
            RecordFormat.JSON.text(SampleRecords.bare("0000")).length() + 1L;

    @TempDir
    Path folder;

    private static void write(RecordFile file, int from, int to) {
        for (int i = from; i < to; i++) {
            file.onExchange(SampleRecords.bare("%04d".formatted(i)));
        }
    }

    private static List<String> ids(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> JSON.readTree(line).get("request_id").asString())
                    .toList();
        }
    }

    @Test
    void aFullFileMovesOnAndTheOldestGoes() throws IOException {
        Path path = folder.resolve("new/deep/records.jsonl");
        try (RecordFile file = RecordFile.open(path, 2 * LINE, 2)) {
            write(file, 0, 7);
        }
        assertEquals(List.of("0006"), ids(path));
        assertEquals(List.of("0004", "0005"), ids(path.resolveSibling("records.jsonl.1")));
        assertEquals(List.of("0002", "0003"), ids(path.resolveSibling("records.jsonl.2")));
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertEquals(3, files.count());
        }
    }

    /** How many may stay costs nothing: it is how many there are that counts. */
    @Test
    @Timeout(20)
    void keepsAsManyAsOneLikes() throws IOException {
        Path path = folder.resolve("records.jsonl");
        try (RecordFile file = RecordFile.open(path, LINE, Integer.MAX_VALUE)) {
            write(file, 0, 2);
            Files.createFile(folder.resolve("records.jsonl.3")); // behind a gap it is nobody's
            write(file, 2, 4);
        }
        assertEquals(List.of("0003"), ids(path));
        assertEquals(List.of("0002"), ids(folder.resolve("records.jsonl.1")));
        assertEquals(List.of("0001"), ids(folder.resolve("records.jsonl.2")));
        assertEquals(List.of("0000"), ids(folder.resolve("records.jsonl.3")));
    }

    /** As by a thread that was stuck when the server stopped: the file may be somebody else's by now. */
    @Test
    void takesNothingOnceItIsClosed() throws IOException {
        Path path = folder.resolve("records.jsonl");
        RecordFile file = RecordFile.open(path, 1 << 20, 2);
        write(file, 0, 1);
        file.close();
        write(file, 1, 2);
        assertEquals(List.of("0000"), ids(path));
        assertEquals(1, file.lost());
    }

    @Test
    void goesOnWithTheFileThatIsThere() throws IOException {
        Path path = folder.resolve("records.jsonl");
        for (int run = 0; run < 3; run++) {
            try (RecordFile file = RecordFile.open(path, 2 * LINE, 2)) {
                write(file, run, run + 1);
            }
        }
        assertEquals(List.of("0002"), ids(path));
        assertEquals(List.of("0000", "0001"), ids(path.resolveSibling("records.jsonl.1")));
    }

    @Test
    void aLineThatADeadProcessLeftIsEnded() throws IOException {
        Path path = Files.writeString(folder.resolve("records.jsonl"), "{\"request_id\":\"to");
        try (RecordFile file = RecordFile.open(path, 1 << 20, 2)) {
            write(file, 1, 2);
        }
        List<String> lines = Files.readAllLines(path);
        assertEquals("{\"request_id\":\"to", lines.get(0));
        assertEquals("0001", JSON.readTree(lines.get(1)).get("request_id").asString());
    }

    @Test
    void manyThreadsAndServletsTearNoLine() throws Exception {
        Path path = folder.resolve("records.jsonl");
        int threads = 8;
        int each = 500;
        List<Thread> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = t * each;
            // As several servlets with the same configuration: each opens the file.
            RecordFile file = RecordFile.open(path, 20 * LINE, 1000);
            writers.add(new Thread(() -> {
                try (file) {
                    write(file, from, from + each);
                }
            }));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        Set<String> seen = new TreeSet<>();
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.toList();
        }
        for (Path file : all) {
            assertTrue(Files.size(file) <= 20 * LINE, file + " is too long");
            for (String id : ids(file)) {
                assertTrue(seen.add(id), "twice: " + id);
            }
        }
        assertEquals(threads * each, seen.size());
        assertEquals(threads * each / 20, all.size());
    }

    @Test
    void othersMayNotReadIt() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Path path = folder.resolve("logs/records.jsonl");
        try (RecordFile file = RecordFile.open(path, LINE, 2)) {
            write(file, 0, 2);
        }
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals(
                "rw-r-----",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolveSibling("records.jsonl.1"))));
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())));
    }

    /** Between those that wait for the same write, and those that wait for the next. */
    @Test
    void aLongRecordKeepsItsPlace() throws IOException {
        Path path = folder.resolve("records.jsonl");
        List<String> ids = List.of("0000", "1".repeat(100_000), "0002");
        try (RecordFile file = RecordFile.open(path, 1 << 20, 2)) {
            ids.forEach(id -> file.add(SampleRecords.bare(id), null));
        }
        assertEquals(ids, ids(path));
    }

    @Test
    void aFullDiskIsSaidOnceAndCountedAndOver() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full");
        Path path = Files.createSymbolicLink(folder.resolve("records.jsonl"), full);
        try (CapturedLog log = new CapturedLog();
                RecordFile file = RecordFile.open(path, 1 << 20, 2)) {
            write(file, 0, 1);
            file.add(SampleRecords.bare("0001"), null);
            file.add(SampleRecords.bare("0002"), null);
            file.flush();
            assertEquals(3, file.lost());
            assertEquals(1, log.text().split("cannot be written", -1).length - 1);
            Files.delete(path);
            write(file, 3, 5);
            assertEquals(3, file.lost());
            assertEquals(List.of("0003", "0004"), ids(path));
            log.line("is written again; 3 records were lost");
        }
    }

    @Test
    void aFileThatCannotBeRenamedGrows() throws Exception {
        Path path = folder.resolve("records.jsonl");
        // A folder that is not empty cannot be replaced.
        Files.createDirectories(folder.resolve("records.jsonl.1/x"));
        try (CapturedLog log = new CapturedLog();
                RecordFile file = RecordFile.open(path, 2 * LINE, 1)) {
            write(file, 0, 4);
            log.line("cannot be renamed");
            assertEquals(0, file.lost());
        }
        assertEquals(List.of("0000", "0001", "0002", "0003"), ids(path));
    }

    @Test
    void whatCannotBeAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThrows(IOException.class, () -> RecordFile.open(file.resolve("records.jsonl"), 1, 1));
        assertThrows(IOException.class, () -> RecordFile.open(folder, 1, 1));
    }
}
