package dev.gangway.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;

/**
 * Reads a stream of {@link Upstream} in lockstep: the next event is sent only when the one before has arrived. Whoever
 * opened the stream has asked for the first.
 */
final class Events implements AutoCloseable {
    private final Upstream upstream;
    private final String stream;
    private final BufferedReader reader;
    private int read;

    Events(Upstream upstream, String stream, InputStream body) {
        this.upstream = upstream;
        this.stream = stream;
        this.reader = new BufferedReader(new InputStreamReader(body, UTF_8));
    }

    void readOne() throws IOException {
        if (read > 0) {
            upstream.next(stream);
        }
        assertEquals("data: {\"n\":" + read + "}", reader.readLine());
        assertEquals("", reader.readLine());
        read++;
    }

    void readToEnd() throws IOException {
        while (read < Upstream.EVENTS) {
            readOne();
        }
        assertNull(reader.readLine());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
