package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.FaultGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch takes for a change, and what it does not. */
class FileWatchTest {

    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final AtomicInteger changes = new AtomicInteger();

    private FileWatch watch(Path file, Duration look) {
        ReadFiles first = new ReadFiles();
        first.accept(file);
        AtomicReference<ReadFiles> read = new AtomicReference<>(first);
        Runnable changed = () -> {
            read.set(read.get().again());
            changes.incrementAndGet();
        };
        return FileWatch.start(read::get, changed, look);
    }

    @Test
    void whatHappensBesideTheFileIsNoChange() throws Exception {
        Path file = Files.writeString(folder.resolve("gangway.yaml"), "a");
        try (FileWatch ignored = watch(file, NEVER)) {
            for (int i = 0; i < 200; i++) {
                Files.writeString(folder.resolve("records-" + i % 3 + ".jsonl"), "x".repeat(i));
            }
            Files.writeString(file, "b");
            FaultGateway.await("the change", () -> changes.get() > 0);
            Files.writeString(folder.resolve("records.jsonl"), "x");
            Files.writeString(file, "c");
            FaultGateway.await("the second change", () -> changes.get() > 1);
        }
        assertEquals(2, changes.get());
    }

    /** A file that is written in many small steps is read when it is whole. */
    @Test
    void manyWritesAreOneChange() throws Exception {
        Path file = Files.writeString(folder.resolve("gangway.yaml"), "a");
        try (FileWatch ignored = watch(file, NEVER)) {
            for (int i = 0; i < 30; i++) {
                Files.writeString(file, "x".repeat(i));
            }
            FaultGateway.await("the change", () -> changes.get() > 0);
        }
        assertTrue(changes.get() <= 2, "changes: " + changes);
    }

    @Test
    void whatChangedBeforeTheWatchBeganIsSeen() throws Exception {
        Path file = Files.writeString(folder.resolve("gangway.yaml"), "a");
        ReadFiles read = new ReadFiles();
        read.accept(file);
        Files.writeString(file, "longer");
        AtomicReference<ReadFiles> now = new AtomicReference<>(read);
        try (FileWatch ignored = FileWatch.start(now::get, () -> {
            now.set(now.get().again());
            changes.incrementAndGet();
        })) {
            FaultGateway.await("the change", () -> changes.get() == 1);
        }
    }

    /** Nothing tells of a folder that is not there, nor of files on some network's file systems. */
    @Test
    void aLookNowAndThenFindsWhatNobodyTells() throws Exception {
        Path file = folder.resolve("later").resolve("gangway.yaml");
        try (FileWatch ignored = watch(file, Duration.ofMillis(50))) {
            Files.createDirectory(folder.resolve("later"));
            Files.writeString(file, "a");
            FaultGateway.await("the change", () -> changes.get() == 1);
        }
    }

    @Test
    void foldersOfAllLinksOnTheWay() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real/v1"));
        Files.writeString(real.resolve("file"), "x");
        Files.createSymbolicLink(folder.resolve("real/data"), Path.of("v1"));
        Path named = Files.createDirectory(folder.resolve("named"));
        Files.createSymbolicLink(named.resolve("file"), Path.of("../real/data/file"));
        Files.createSymbolicLink(named.resolve("loop"), Path.of("loop"));
        ReadFiles read = new ReadFiles();
        read.accept(named.resolve("file"));
        read.accept(named.resolve("loop"));
        Set<Path> expected = Set.of(named, folder.resolve("real"), folder.resolve("real/data"), real);
        assertEquals(expected, read.folders());
    }
}
