package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;

/** One HTTP/2 request on a plain socket, whose header fields may hold what no well-behaved client would send. */
public final class RawH2 {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private RawH2() {}

    /** Sends fields, {@code name, value} in turns, as a whole request; status 0 is a reset or a closed connection. */
    public static HttpMessage exchange(int port, String... fields) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(15_000);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
            frame(request, SETTINGS, 0, 0, new byte[0]);
            frame(request, HEADERS, END_STREAM | END_HEADERS, 1, block(fields));
            socket.getOutputStream().write(request.toByteArray());
            return answer(new DataInputStream(socket.getInputStream()));
        }
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
        ByteBuffer head = ByteBuffer.allocate(9)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream);
        out.writeBytes(head.array());
        out.writeBytes(payload);
    }

    /** Literals without indexing (RFC 7541, section 6.2.2). */
    private static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0);
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        block.write(Math.min(bytes.length, 127));
        if (bytes.length >= 127) {
            int rest = bytes.length - 127;
            for (; rest >= 128; rest /= 128) {
                block.write(rest % 128 + 128);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    private static HttpMessage answer(DataInputStream in) throws Exception {
        HpackDecoder decoder = new HpackDecoder(64 * 1024, System::nanoTime);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpMessage head = new HttpMessage("HTTP/2 0", List.of(), new byte[0], false);
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                byte[] payload = in.readNBytes(length);
                if (type == HEADERS) {
                    head = head((MetaData.Response) decoder.decode(ByteBuffer.wrap(payload)));
                } else if (type == DATA) {
                    body.writeBytes(payload);
                }
                boolean over = stream == 1 && type <= HEADERS && (flags & END_STREAM) != 0;
                if (over || type == RESET || type == GO_AWAY) {
                    return new HttpMessage(head.startLine(), head.headers(), body.toByteArray(), over);
                }
            }
        } catch (EOFException | SocketException e) {
            return head;
        }
    }

    private static HttpMessage head(MetaData.Response response) {
        List<String[]> headers = new ArrayList<>();
        for (HttpField field : response.getHttpFields()) {
            headers.add(new String[] {field.getName(), field.getValue() == null ? "" : field.getValue()});
        }
        return new HttpMessage("HTTP/2 " + response.getStatus(), headers, new byte[0], true);
    }
}
