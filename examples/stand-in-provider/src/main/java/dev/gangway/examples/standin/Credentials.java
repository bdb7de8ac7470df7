package dev.gangway.examples.standin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Any credential will do, if it is in a header where the provider looks for one. */
final class Credentials {
    static final String BEARER = "authorization";

    private static final String BAD = "bad-key";

    private Credentials() {}

    /** Refuses with the first message where there is none, with the second where it is the bad key. */
    static void require(Call call, String whenMissing, String whenBad, String... headers) {
        List<String> found = Arrays.stream(headers)
                .map(name -> value(call, name))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (found.isEmpty()) {
            throw new Refused(401, whenMissing);
        }
        if (found.contains(BAD)) {
            throw new Refused(401, whenBad, "invalid_api_key");
        }
    }

    private static @Nullable String value(Call call, String name) {
        String value = call.header(name);
        if (value == null || !name.equals(BEARER)) {
            return value == null || value.isBlank() ? null : value;
        }
        boolean bearer = value.toLowerCase(Locale.ROOT).startsWith("bearer ") && value.length() > "bearer ".length();
        return bearer ? value.substring("bearer ".length()) : null;
    }
}
