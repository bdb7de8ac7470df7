package dev.gangway.stream;

import java.util.zip.CRC32;

/**
 * Cuts a stream of AWS event stream frames that comes in pieces of any size. Payloads go on as they come and are never
 * kept; headers are skipped: what usage there is, the payloads say. A frame whose prelude does not fit its checksum ends
 * it in silence, for nothing then says where the next one begins.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">Amazon Event Stream</a>
 */
public final class EventStreamScanner implements ByteSink {

    private static final int PRELUDE = 12;
    private static final int CHECKED = 8;
    private static final int CHECKSUM = 4;

    /** Is told what is in the frames. */
    public interface Sink {

        /** A piece of the frame's payload. */
        void payload(byte[] bytes, int offset, int length);

        /** The frame is complete. */
        void frame();
    }

    private final Sink sink;
    private final byte[] prelude = new byte[PRELUDE];
    private final CRC32 crc = new CRC32();

    private int preludeLength;
    private long headers;
    private long payload;
    private long checksum;
    private boolean broken;

    public EventStreamScanner(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end && !broken) {
            if (preludeLength < PRELUDE) {
                prelude[preludeLength++] = bytes[i++];
                if (preludeLength == PRELUDE) {
                    begin();
                }
            } else {
                i = within(bytes, i, end);
            }
        }
    }

    private void begin() {
        crc.reset();
        crc.update(prelude, 0, CHECKED);
        headers = number(4);
        payload = number(0) - headers - PRELUDE - CHECKSUM;
        checksum = CHECKSUM;
        broken = crc.getValue() != number(CHECKED) || payload < 0;
    }

    private long number(int at) {
        long value = 0;
        for (int i = at; i < at + 4; i++) {
            value = value << 8 | (prelude[i] & 0xFF);
        }
        return value;
    }

    private int within(byte[] bytes, int from, int end) {
        int most = end - from;
        if (headers > 0) {
            int count = (int) Math.min(most, headers);
            headers -= count;
            return from + count;
        }
        if (payload > 0) {
            int count = (int) Math.min(most, payload);
            payload -= count;
            sink.payload(bytes, from, count);
            return from + count;
        }
        int count = (int) Math.min(most, checksum);
        checksum -= count;
        if (checksum == 0) {
            preludeLength = 0;
            sink.frame();
        }
        return from + count;
    }
}
