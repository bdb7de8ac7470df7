package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.gangway.stream.Decoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.ServiceLoader;
import org.eclipse.jetty.compression.Compression;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in every coding that Jetty knows are read, in whatever pieces they come, and their memory is given back. */
class AnswerEncodingTest {

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip"})
    void isUndoneInWhateverPieces(String encoding) throws Exception {
        byte[] plain = plain(100_000);
        byte[] coded = encode(encoding, plain);
        for (int size : new int[] {1, 7, 4096, 4097, coded.length}) {
            assertArrayEquals(plain, decode(encoding, coded, size), "in pieces of " + size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip"})
    void garbageEndsItInSilence(String encoding) throws Exception {
        byte[] coded = encode(encoding, plain(5000));
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            byte[] broken = Arrays.copyOf(coded, 1 + random.nextInt(coded.length));
            for (int i = 0; i < 1 + round / 30; i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            decode(encoding, broken, 100);
        }
    }

    /**
     * A stream is read while it comes: what the upstream has flushed is there, though nothing has ended. Jetty's decoder of
     * {@code br} lags by one read.
     */
    @ParameterizedTest
    @ValueSource(strings = "zstd")
    void whatIsFlushedIsReadAtOnce(String encoding) throws Exception {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (Decoding decoding = decoding(encoding, read);
                OutputStream out = compression(encoding).newEncoderOutputStream(coded)) {
            for (int i = 1; i <= 20; i++) {
                out.write("data: {\"a\":1}\n\n".getBytes());
                out.flush();
                decoding.feed(coded.toByteArray(), 0, coded.size());
                coded.reset();
                assertEquals(15 * i, read.size());
            }
        }
    }

    private static Decoding decoding(String encoding, ByteArrayOutputStream to) {
        Decoding decoding = JettyDecodings.ALL.decode(encoding, to::write);
        assertNotNull(decoding, encoding);
        return decoding;
    }

    private static byte[] decode(String encoding, byte[] coded, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Decoding decoding = decoding(encoding, out)) {
            for (int at = 0; at < coded.length; at += size) {
                decoding.feed(coded, at, Math.min(size, coded.length - at));
            }
            decoding.close();
            decoding.feed(coded, 0, 1);
        }
        return out.toByteArray();
    }

    private static byte[] encode(String encoding, byte[] plain) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream coded = compression(encoding).newEncoderOutputStream(out)) {
            coded.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static Compression compression(String encoding) throws Exception {
        Compression found = ServiceLoader.load(Compression.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.getEncodingName().equals(encoding))
                .findFirst()
                .orElseThrow();
        found.setByteBufferPool(new ArrayByteBufferPool());
        found.start();
        return found;
    }

    private static byte[] plain(int length) {
        byte[] plain = new byte[length];
        Random random = new Random(1);
        for (int i = 0; i < length; i++) {
            plain[i] = (byte) ('a' + random.nextInt(3));
        }
        return plain;
    }
}
