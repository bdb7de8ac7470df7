package dev.gangway.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding a copy never takes more time than what came is worth. */
class DecodingsTest {

    private static final long MIB = 1 << 20;

    private long made;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "identity", "gzip", "X-Gzip", "deflate", "identity, gzip", "gzip,,identity"})
    void oneCodingIsKnown(String encodings) {
        assertNotNull(Decodings.JDK.decodeAll(encodings, (bytes, offset, length) -> {}));
    }

    /** 261 bytes under three layers of gzip can be a gibibyte. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip, gzip", "gzip,gzip,gzip", "deflate, gzip", "br", "gzip, br", "a,b,c,d,e"})
    void severalAreNot(String encodings) {
        assertNull(Decodings.JDK.decodeAll(encodings, (bytes, offset, length) -> {}));
    }

    @Test
    void whatGrowsAThousandfoldIsNotReadToItsEnd() throws IOException {
        byte[] bomb = zeros(512);
        feed(bomb);

        assertTrue(made > 63 * MIB && made <= 64 * MIB, () -> made + " bytes of " + bomb.length);
    }

    @Test
    void whatIsShortIsReadHoweverItGrows() throws IOException {
        feed(zeros(60));

        assertEquals(60 * MIB, made);
    }

    private void feed(byte[] body) {
        Decoding decoding =
                Objects.requireNonNull(Decodings.JDK.decodeAll("gzip", (bytes, offset, length) -> made += length));
        for (int at = 0; at < body.length; at += 1024) {
            decoding.feed(body, at, Math.min(1024, body.length - at));
        }
        decoding.close();
    }

    private static byte[] zeros(int mebibytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] mebibyte = new byte[(int) MIB];
            Arrays.fill(mebibyte, (byte) 0);
            for (int i = 0; i < mebibytes; i++) {
                out.write(mebibyte);
            }
        }
        return packed.toByteArray();
    }
}
