package dev.gangway.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads HTTP/1.1 messages that come in pieces of any size; knows just what a benchmark's peers send. */
final class HttpParser {

    /** Is told what was read. */
    interface Handler {

        /** Start line and headers, each line with its CRLF. */
        void head(String head);

        /** A piece of the body, without chunk framing. */
        void body(ByteBuffer piece);

        /** The message is complete. */
        void end();
    }

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK_END,
        TRAILER
    }

    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final long TO_THE_END = Long.MAX_VALUE;

    private final Handler handler;
    private final boolean response;

    private State state = State.HEAD;
    private byte[] head = new byte[1024];
    private int headLength;
    private long left;
    private int lineLength;
    private boolean chunked;
    private boolean sizeOver;

    HttpParser(Handler handler, boolean response) {
        this.handler = handler;
        this.response = response;
    }

    void feed(ByteBuffer in) {
        while (in.hasRemaining()) {
            switch (state) {
                case HEAD -> inHead(in.get());
                case BODY -> inBody(in);
                case CHUNK_SIZE -> inSize(in.get());
                case CHUNK_END -> afterChunk(in.get());
                case TRAILER -> inTrailer(in.get());
            }
        }
    }

    private void inHead(byte b) {
        if (headLength == head.length) {
            head = Arrays.copyOf(head, headLength * 2);
        }
        head[headLength++] = b;
        if (b == '\n' && endsHead()) {
            String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
            headLength = 0;
            handler.head(text);
            begin(text);
        }
    }

    private boolean endsHead() {
        return headLength >= HEAD_END.length
                && Arrays.equals(head, headLength - HEAD_END.length, headLength, HEAD_END, 0, HEAD_END.length);
    }

    private void begin(String text) {
        String coding = header(text, "transfer-encoding");
        String length = header(text, "content-length");
        chunked = coding.equalsIgnoreCase("chunked");
        if (chunked) {
            beginChunk();
        } else if (!length.isEmpty()) {
            left = Long.parseLong(length);
            state = State.BODY;
        } else {
            left = response ? TO_THE_END : 0;
            state = State.BODY;
        }
        if (state == State.BODY && left == 0) {
            end();
        }
    }

    private void inBody(ByteBuffer in) {
        int count = (int) Math.min(left, in.remaining());
        handler.body(in.slice(in.position(), count));
        in.position(in.position() + count);
        left -= left == TO_THE_END ? 0 : count;
        if (left == 0 && chunked) {
            state = State.CHUNK_END;
        } else if (left == 0) {
            end();
        }
    }

    private void beginChunk() {
        state = State.CHUNK_SIZE;
        left = 0;
        sizeOver = false;
    }

    private void inSize(byte b) {
        int digit = Character.digit(b, 16);
        if (b == '\n') {
            lineLength = 0;
            state = left == 0 ? State.TRAILER : State.BODY;
        } else if (digit < 0) {
            sizeOver = true;
        } else if (!sizeOver) {
            left = left * 16 + digit;
        }
    }

    private void afterChunk(byte b) {
        if (b == '\n') {
            beginChunk();
        }
    }

    private void inTrailer(byte b) {
        if (b == '\n' && lineLength == 0) {
            end();
        } else if (b == '\n') {
            lineLength = 0;
        } else if (b != '\r') {
            lineLength++;
        }
    }

    private void end() {
        state = State.HEAD;
        handler.end();
    }

    /** The value of the header {@code name}, in lower case, or an empty string. */
    static String header(String head, String name) {
        for (int line = head.indexOf('\n') + 1; line < head.length(); line = head.indexOf('\n', line) + 1) {
            if (head.regionMatches(true, line, name, 0, name.length()) && head.charAt(line + name.length()) == ':') {
                return head.substring(line + name.length() + 1, head.indexOf('\n', line))
                        .strip();
            }
        }
        return "";
    }
}
