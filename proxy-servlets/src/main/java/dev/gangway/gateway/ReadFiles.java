package dev.gangway.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files that a configuration is read from, each as it was just before it was read: so a change while it is read is seen
 * as one, too. A file that is not there is as good as any.
 */
final class ReadFiles implements Consumer<Path> {

    private static final int MOST_LINKS = 40;

    /** What another content changes, be it written in place, or another file put in its place. */
    private record Stamp(
            @Nullable FileTime modified,
            long size,
            @Nullable Object file) {

        private static final Stamp MISSING = new Stamp(null, -1, null);

        static Stamp of(Path path) {
            try {
                BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
            } catch (IOException e) {
                return MISSING;
            }
        }
    }

    private final Map<Path, Stamp> stamps = new LinkedHashMap<>();

    @Override
    public void accept(Path file) {
        Path path = file.toAbsolutePath();
        stamps.putIfAbsent(path, Stamp.of(path));
    }

    boolean isEmpty() {
        return stamps.isEmpty();
    }

    /** Their absolute paths. */
    List<String> paths() {
        return stamps.keySet().stream().map(Path::toString).toList();
    }

    /** The same files as they are now. */
    ReadFiles again() {
        ReadFiles now = new ReadFiles();
        stamps.keySet().forEach(now);
        return now;
    }

    /** Whether {@code other} are the same files in the same state. */
    boolean sameAs(ReadFiles other) {
        return stamps.equals(other.stamps);
    }

    /** Where something has to happen for a file to be another: in their folders, and in those of all links that lead there. */
    Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        stamps.keySet().forEach(path -> addFolders(path, folders));
        return folders;
    }

    private static void addFolders(Path file, Set<Path> folders) {
        Path path = file;
        for (int i = 0; i < MOST_LINKS; i++) {
            add(path, folders);
            Path link = firstLink(path);
            if (link == null) {
                return;
            }
            add(link, folders);
            try {
                Path target = link.resolveSibling(Files.readSymbolicLink(link));
                path = target.resolve(link.relativize(path)).normalize();
            } catch (IOException e) {
                return; // It is being replaced: an event will come.
            }
        }
    }

    private static void add(Path path, Set<Path> folders) {
        Path folder = path.getParent();
        if (folder != null) {
            folders.add(folder);
        }
    }

    private static @Nullable Path firstLink(Path path) {
        for (int i = 1; i <= path.getNameCount(); i++) {
            Path part = path.getRoot().resolve(path.subpath(0, i));
            if (Files.isSymbolicLink(part)) {
                return part;
            }
        }
        return null;
    }
}
