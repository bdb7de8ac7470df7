package dev.gangway.observe;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of lines that starts anew when it is full. Holds only whole lines: a part of one is taken back. */
final class RollingFile implements Closeable {

    private static final Set<StandardOpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private static final Logger LOG = LoggerFactory.getLogger(RollingFile.class);

    private final Path path;
    private final long maxSize;
    private final int keep;
    private @Nullable FileChannel channel;
    private long size;
    private long rollAt;

    private RollingFile(Path path, long maxSize, int keep) {
        this.path = path;
        this.maxSize = maxSize;
        this.keep = keep;
        this.rollAt = maxSize;
    }

    static RollingFile open(Path path, long maxSize, int keep) throws IOException {
        RollingFile file = new RollingFile(path, maxSize, keep);
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, permissions(folder.getFileSystem(), "rwxr-x---"));
        }
        file.channel();
        return file;
    }

    /** Whether {@code count} more bytes fit into the file as it is. */
    boolean hasRoom(int count) {
        return size <= rollAt - count;
    }

    /** Appends {@code lines}, each with its line break, or fails and leaves the file as it was. */
    void write(ByteBuffer lines) throws IOException {
        int length = lines.remaining();
        if (size > 0 && !hasRoom(length)) {
            roll();
        }
        FileChannel to = channel();
        try {
            while (lines.hasRemaining()) {
                int ignored = to.write(lines);
            }
            size += length;
        } catch (IOException e) {
            takeBack(to, e);
            throw e;
        }
    }

    /** Next time the file is opened anew: it may be another one then, or on a disk that has room again. */
    private void takeBack(FileChannel to, IOException cause) {
        channel = null;
        try (to) {
            FileChannel ignored = to.truncate(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Rather a file that is too long than records that are lost. */
    private void roll() throws IOException {
        close();
        try {
            rename();
            rollAt = maxSize;
        } catch (IOException e) {
            rollAt = Math.addExact(size, maxSize);
            LOG.warn("{} is full and cannot be renamed, so it grows: {}", path, RecordFile.reason(e));
        }
    }

    /** Up to the first number that is free: how many may stay is no measure of how many there are. */
    private void rename() throws IOException {
        int free = 1;
        while (free < keep && Files.exists(numbered(free), LinkOption.NOFOLLOW_LINKS)) {
            free++;
        }
        for (int i = free - 1; i > 0; i--) {
            Path ignored = Files.move(numbered(i), numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
        }
        Path ignored = Files.move(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path numbered(int i) {
        return path.resolveSibling(path.getFileName() + "." + i);
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(path, APPEND, permissions(path.getFileSystem(), "rw-r-----"));
            size = open.size();
            channel = open;
            endLine(open);
        }
        return open;
    }

    /** A process that died in the middle of a line left a part of it. */
    private void endLine(FileChannel to) throws IOException {
        if (size == 0) {
            return;
        }
        try (FileChannel from = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            if (from.read(last, size - 1) == 1 && last.get(0) != '\n') {
                size += to.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        }
    }

    /** Records name users and what they call: they are not for everybody. */
    private static FileAttribute<?>[] permissions(FileSystem system, String permissions) {
        return system.supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
