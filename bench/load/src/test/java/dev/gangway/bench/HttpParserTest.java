package dev.gangway.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load generator reads messages whatever pieces they come in. */
class HttpParserTest {

    private static final String TWO =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n"
                    + "HTTP/1.1 503 No\r\ncontent-length: 3\r\n\r\nsad";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void readsMessagesInPieces(int size) {
        StringBuilder seen = new StringBuilder();
        HttpParser parser = new HttpParser(new Noting(seen), true);
        for (int at = 0; at < TWO.length(); at += size) {
            String piece = TWO.substring(at, Math.min(TWO.length(), at + size));
            parser.feed(ByteBuffer.wrap(piece.getBytes(StandardCharsets.US_ASCII)));
        }
        assertEquals("[HTTP/1.1 200 OK]hello world.[HTTP/1.1 503 No]sad.", seen.toString());
    }

    private record Noting(StringBuilder seen) implements HttpParser.Handler {
        @Override
        public void head(String head) {
            seen.append('[').append(head, 0, head.indexOf('\r')).append(']');
        }

        @Override
        public void body(ByteBuffer piece) {
            seen.append(StandardCharsets.US_ASCII.decode(piece));
        }

        @Override
        public void end() {
            seen.append('.');
        }
    }
}
