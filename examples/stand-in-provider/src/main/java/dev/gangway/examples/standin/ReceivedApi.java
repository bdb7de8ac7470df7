package dev.gangway.examples.standin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what arrived, credentials in clear: this is a test tool. */
final class ReceivedApi {
    private final Shelf<Received> received;

    ReceivedApi(Shelf<Received> received) {
        this.received = received;
    }

    Reply answer(Call call, List<String> path) {
        if (path.equals(List.of("__stand-in", "received"))) {
            if (call.method().equals("GET")) {
                return Reply.pretty(
                        received.all().stream().map(ReceivedApi::json).toList());
            }
            if (call.method().equals("DELETE")) {
                received.clear();
                return Reply.text("text/plain", "").status(204);
            }
        }
        return Reply.json(404, Json.object("error", "GET or DELETE /__stand-in/received"));
    }

    private static Map<String, @Nullable Object> json(Received one) {
        boolean text = isText(one.body());
        return Json.object(
                "method",
                one.method(),
                "target",
                one.target(),
                "protocol",
                one.protocol(),
                "headers",
                one.headers(),
                "bodyLength",
                one.bodyLength(),
                text ? "body" : "bodyBase64",
                text ? one.bodyText() : Base64.getEncoder().encodeToString(one.body()));
    }

    private static boolean isText(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException binary) {
            return false;
        }
    }
}
