package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes to send and to compare. */
public final class Bytes {

    private Bytes() {}

    /** {@code size} bytes without a pattern, the same in every run. */
    public static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] gunzip(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    /** {@code bytes} in chunked framing, {@code size} bytes a chunk, with the last chunk. */
    public static byte[] chunked(byte[] bytes, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 64);
        for (int at = 0; at < bytes.length; at += size) {
            int length = Math.min(size, bytes.length - at);
            out.writeBytes(utf8(Integer.toHexString(length) + "\r\n"));
            out.write(bytes, at, length);
            out.writeBytes(utf8("\r\n"));
        }
        out.writeBytes(utf8("0\r\n\r\n"));
        return out.toByteArray();
    }

    /** One chunk in chunked framing. */
    public static byte[] chunk(byte[] bytes) {
        byte[] framed = chunked(bytes, Math.max(1, bytes.length));
        return java.util.Arrays.copyOf(framed, framed.length - "0\r\n\r\n".length());
    }
}
