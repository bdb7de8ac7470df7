package dev.gangway.servlet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole body that has to be known before it goes on: a short one in memory, a longer one in a file that has no name any
 * more, so that nothing is left of it whatever happens.
 */
final class Spool implements AutoCloseable {

    /** What is kept in memory at most. */
    static final int MEMORY = 1024 * 1024;

    private static final int FIRST_SIZE = 16 * 1024;

    private byte[] bytes = new byte[FIRST_SIZE];
    private @Nullable FileChannel file;
    private long size;

    /** Takes {@code more} in; its position is moved. A full disk is a fault of ours, not of the client. */
    void add(ByteBuffer more) {
        try {
            if (file == null && size + more.remaining() > MEMORY) {
                toFile();
            }
            if (file == null) {
                addToMemory(more);
            } else {
                addToFile(file, more);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addToMemory(ByteBuffer more) {
        int count = more.remaining();
        int needed = (int) size + count;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MEMORY, Math.max(needed, 2 * bytes.length)));
        }
        more.get(bytes, (int) size, count);
        size += count;
    }

    private void addToFile(FileChannel to, ByteBuffer more) throws IOException {
        while (more.hasRemaining()) {
            size += to.write(more, size);
        }
    }

    private void toFile() throws IOException {
        Path path = Files.createTempFile("gangway", ".body");
        FileChannel opened = open(path);
        file = opened;
        try {
            Files.delete(path);
        } catch (IOException e) {
            // Where an open file cannot be deleted, it is when it is closed.
        }
        ByteBuffer first = ByteBuffer.wrap(bytes, 0, (int) size);
        size = 0;
        addToFile(opened, first);
        bytes = new byte[0];
    }

    private static FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    long size() {
        return size;
    }

    boolean isInMemory() {
        return file == null;
    }

    /** Fills {@code to} with what is at {@code position}; a slice, not a copy, where it is in memory. */
    ByteBuffer at(long position, int most) throws IOException {
        int count = (int) Math.min(most, size - position);
        FileChannel from = file;
        if (from == null) {
            return ByteBuffer.wrap(bytes, (int) position, count).slice();
        }
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining() && from.read(buffer, position + buffer.position()) >= 0) {
            // It is all there.
        }
        return buffer.flip();
    }

    /** Reads it from its beginning. */
    InputStream open() {
        return file == null ? new ByteArrayInputStream(bytes, 0, (int) size) : new FileStream();
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // Nothing more can be done about it.
        }
    }

    private final class FileStream extends InputStream {

        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (position == size) {
                return -1;
            }
            ByteBuffer read = at(position, length);
            int count = read.remaining();
            read.get(to, offset, count);
            position += count;
            return count;
        }
    }
}
