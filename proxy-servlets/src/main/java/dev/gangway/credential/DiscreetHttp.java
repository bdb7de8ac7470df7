package dev.gangway.credential;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts out of a refusal what was sent: services repeat it, and libraries log what services say. A redirect is a refusal,
 * which leads nowhere. For the calls of one token, one after the other.
 */
public final class DiscreetHttp implements TokenHttp {

    private static final JsonMapper JSON = new JsonMapper();

    /** Values that must not be seen are in all headers but these. */
    private static final Set<String> PLAIN_HEADERS = Set.of(
            "accept", "accept-charset", "cache-control", "content-type", "metadata", "metadata-flavor", "user-agent");

    /** Values that must not be seen are in all fields but these. */
    private static final Set<String> PLAIN_FIELDS = Set.of(
            "api-version",
            "audience",
            "client_assertion_type",
            "client_id",
            "grant_type",
            "requested_token_type",
            "resource",
            "scope",
            "subject_token_type");

    /** Nothing that short is a secret, and masking it would garble what is said. */
    private static final int SHORTEST = 6;

    private static final int FIRST_REFUSAL = 300;

    private final TokenHttp http;

    /** The longest first: one may be part of another. */
    private final Set<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Sends by {@code http}. */
    public DiscreetHttp(TokenHttp http) {
        this.http = http;
    }

    @Override
    public Answer send(Call call) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.keySet().removeIf("accept-encoding"::equalsIgnoreCase); // What is compressed could not be looked into.
        headers.forEach((name, value) -> {
            if (!PLAIN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                remember(value);
                remember(value.substring(value.lastIndexOf(' ') + 1));
            }
        });
        fields(call.url().substring(call.url().indexOf('?') + 1));
        fields(new String(call.body(), StandardCharsets.UTF_8));
        Answer answer = http.send(new Call(call.method(), call.url(), headers, call.body(), call.timeout()));
        return answer.status() < FIRST_REFUSAL ? answer : masked(answer);
    }

    private void fields(String form) {
        for (String field : form.split("&")) {
            int equals = field.indexOf('=');
            if (equals >= 0 && !PLAIN_FIELDS.contains(field.substring(0, equals))) {
                String value = field.substring(equals + 1);
                remember(value);
                remember(decoded(value));
            }
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private void remember(String value) {
        if (value.length() >= SHORTEST) {
            secrets.add(value);
        }
    }

    private Answer masked(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>();
        answer.headers()
                .forEach((name, values) ->
                        headers.put(name, values.stream().map(this::masked).toList()));
        headers.keySet().removeIf("location"::equalsIgnoreCase); // A library would send all of it there, to any host.
        return new Answer(answer.status(), headers, masked(answer.body()));
    }

    /** Nothing where it is no JSON, which is the form of all that is to be told: it may be written in any way. */
    private byte[] masked(byte[] body) {
        try {
            return JSON.writeValueAsBytes(masked(JSON.readValue(body, Object.class)));
        } catch (JacksonException e) {
            return new byte[0];
        }
    }

    private @Nullable Object masked(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> masked = new LinkedHashMap<>();
            map.forEach((name, value) -> masked.put(masked(String.valueOf(name)), masked(value)));
            return masked;
        }
        if (node instanceof List<?> list) {
            return list.stream().map(this::masked).toList();
        }
        return node instanceof String text ? masked(text) : node;
    }

    private String masked(String said) {
        String masked = said;
        for (String secret : secrets) {
            masked = masked.replace(secret, "****");
        }
        return masked;
    }
}
