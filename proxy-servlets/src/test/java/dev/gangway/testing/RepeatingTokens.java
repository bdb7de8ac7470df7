package dev.gangway.testing;

import dev.gangway.credential.TokenHttp;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A token service that takes nothing, and says of every call all that was in it. */
public final class RepeatingTokens implements TokenHttp {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public Answer send(Call call) {
        String body = new String(call.body(), StandardCharsets.UTF_8);
        String form = body.startsWith("{") ? body : URLDecoder.decode(body, StandardCharsets.UTF_8);
        String said = "Refused: " + call.url() + " " + form + " " + body + " " + call.headers();
        byte[] answer = JSON.writeValueAsBytes(Map.of("error", "invalid_grant", "error_description", said));
        return new Answer(400, Map.of("Content-Type", List.of("application/json")), answer);
    }
}
