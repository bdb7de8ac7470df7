package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies that a spooled body comes out as it went in, again and again, and leaves no file. */
class SpoolTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16 * 1024, 16 * 1024 + 1, 1024 * 1024, 1024 * 1024 + 1, 3_000_000})
    void keepsWhatItTakes(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        try (Spool spool = new Spool()) {
            for (int from = 0; from < size; from += 10_000) {
                spool.add(ByteBuffer.wrap(bytes, from, Math.min(10_000, size - from)));
            }

            assertEquals(size <= Spool.MEMORY, spool.isInMemory());
            assertEquals(0, files());
            assertArrayEquals(bytes, spool.open().readAllBytes());
            assertArrayEquals(bytes, spool.open().readAllBytes());
            assertArrayEquals(bytes, content(new SpooledContent(spool)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = 3_000_000)
    void isGoneWhenItIsClosed(int size) throws IOException {
        Spool spool = new Spool();
        spool.add(ByteBuffer.allocate(size));
        SpooledContent content = new SpooledContent(spool);
        spool.close();

        assertEquals(true, Content.Chunk.isFailure(content.read()));
        assertThrows(IOException.class, () -> spool.at(0, 1));
    }

    private static byte[] content(SpooledContent content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Content.Chunk chunk = content.read(); ; chunk = content.read()) {
            byte[] piece = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(piece);
            out.writeBytes(piece);
            if (chunk.isLast()) {
                return out.toByteArray();
            }
        }
    }

    private static long files() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().matches("gangway.*[.]body"))
                    .count();
        }
    }
}
