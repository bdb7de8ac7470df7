package dev.gangway.config;

import dev.gangway.config.RouteRules.HeaderValue;
import dev.gangway.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Langfuse's two keys, written as headers as LiteLLM has them, are sent as Basic authentication.
 *
 * @see <a href="https://langfuse.com/docs/api-and-data-platform/features/public-api">Langfuse's API</a>
 */
final class Langfuse {

    private static final String PUBLIC = "LANGFUSE_PUBLIC_KEY";
    private static final String SECRET = "LANGFUSE_SECRET_KEY";

    private Langfuse() {}

    /** {@code headers}, the two keys among them, if they are, replaced by {@code Authorization}. */
    static List<HeaderValue> basic(List<HeaderValue> headers, Block block) {
        HeaderValue user = find(headers, PUBLIC);
        HeaderValue password = find(headers, SECRET);
        if (user == null || password == null) {
            HeaderValue alone = user == null ? password : user;
            if (alone != null) {
                block.problem(alone.name(), "needs both " + PUBLIC + " and " + SECRET);
            }
            return headers;
        }
        List<HeaderValue> others = new ArrayList<>(headers);
        others.removeAll(List.of(user, password));
        others.add(new HeaderValue(
                "Authorization", basic(user.value(), password.value()), user.setting() + " and " + password.setting()));
        return others;
    }

    private static Secret basic(Secret user, Secret password) {
        if (user.isEmpty() || password.isEmpty()) {
            return Secret.NONE;
        }
        byte[] pair = (user.reveal() + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private static @Nullable HeaderValue find(List<HeaderValue> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }
}
