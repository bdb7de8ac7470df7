package dev.gangway.credential;

import java.util.Map;

/**
 * An OAuth 2.0 access token.
 *
 * @param token the token itself
 * @param others headers that go with it
 */
public record Bearer(Secret token, Map<String, String> others) {

    public Bearer {
        others = Map.copyOf(others);
    }
}
