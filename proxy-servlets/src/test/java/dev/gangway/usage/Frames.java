package dev.gangway.usage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/** Writes AWS event stream frames. */
public final class Frames {

    private static final int STRING = 7;

    private Frames() {}

    /** A frame per line: its type, a space, its payload. */
    static byte[] of(String lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : lines.split("\n")) {
            int space = line.indexOf(' ');
            String type = line.substring(0, space);
            String payload = line.substring(space + 1);
            out.writeBytes(frame(type, type.equals("chunk") ? chunk(payload) : payload));
        }
        return out.toByteArray();
    }

    private static String chunk(String json) {
        String base64 = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        return "{\"bytes\":\"" + base64.replace("/", "\\/") + "\",\"p\":\"abcdefghij\"}";
    }

    /** One frame. */
    public static byte[] frame(String type, String payload) {
        byte[] headers = headers(":event-type", type, ":content-type", "application/json", ":message-type", "event");
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(16 + headers.length + body.length);
        frame.putInt(frame.capacity()).putInt(headers.length);
        frame.putInt(crc(frame)).put(headers).put(body);
        return frame.putInt(crc(frame)).array();
    }

    private static int crc(ByteBuffer frame) {
        CRC32 crc = new CRC32();
        crc.update(frame.array(), 0, frame.position());
        return (int) crc.getValue();
    }

    private static byte[] headers(String... pairs) {
        ByteBuffer headers = ByteBuffer.allocate(256);
        for (int i = 0; i < pairs.length; i += 2) {
            byte[] name = pairs[i].getBytes(StandardCharsets.UTF_8);
            byte[] value = pairs[i + 1].getBytes(StandardCharsets.UTF_8);
            headers.put((byte) name.length).put(name).put((byte) STRING);
            headers.putShort((short) value.length).put(value);
        }
        byte[] bytes = new byte[headers.position()];
        headers.flip().get(bytes);
        return bytes;
    }
}
