package dev.gangway.examples.standin;

import dev.gangway.examples.standin.Received.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Builds a stream in AWS's binary framing.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">Event stream encoding</a>
 */
final class EventStream {
    private static final int FRAME = 16;
    private static final byte STRING = 7;

    private final List<byte[]> frames = new ArrayList<>();

    EventStream event(String type, Object json) {
        return frame(type, Json.compact(json));
    }

    /** What a model says in its own shape, wrapped as {@code InvokeModelWithResponseStream} has it. */
    EventStream chunk(String json) {
        String bytes = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        return event("chunk", Json.object("bytes", bytes, "p", "abcdefghij"));
    }

    Reply reply() {
        return new Reply(200, List.of(new Header("content-type", "application/vnd.amazon.eventstream")), frames, true);
    }

    private EventStream frame(String type, String payload) {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        byte[] headers = headers(":event-type", type, ":content-type", "application/json", ":message-type", "event");
        ByteBuffer frame = ByteBuffer.allocate(FRAME + headers.length + body.length);
        frame.putInt(frame.capacity()).putInt(headers.length);
        frame.putInt(checksum(frame)).put(headers).put(body);
        frames.add(frame.putInt(checksum(frame)).array());
        return this;
    }

    /** Of all that is written so far. */
    private static int checksum(ByteBuffer frame) {
        CRC32 crc = new CRC32();
        crc.update(frame.duplicate().flip());
        return (int) crc.getValue();
    }

    private static byte[] headers(String... namesAndValues) {
        ByteBuffer headers = ByteBuffer.allocate(256);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] name = namesAndValues[i].getBytes(StandardCharsets.US_ASCII);
            byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.US_ASCII);
            headers.put((byte) name.length)
                    .put(name)
                    .put(STRING)
                    .putShort((short) value.length)
                    .put(value);
        }
        byte[] bytes = new byte[headers.position()];
        headers.flip().get(bytes);
        return bytes;
    }
}
