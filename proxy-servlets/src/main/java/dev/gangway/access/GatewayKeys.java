package dev.gangway.access;

import dev.gangway.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gateway keys, found in every slot that an SDK fills and compared in constant time. */
public final class GatewayKeys {

    private static final String[] SLOTS = {"x-api-key", "api-key", "x-goog-api-key"};
    private static final String BEARER = "bearer ";

    private final Map<String, byte[]> digests;

    /** Holds {@code keys} by name; none of the secrets may be empty. */
    public GatewayKeys(Map<String, Secret> keys) {
        Map<String, byte[]> map = new LinkedHashMap<>();
        keys.forEach((name, secret) -> map.put(name, digest(secret.reveal())));
        this.digests = map;
    }

    /** The name of the key that {@code visitor} shows, or null. */
    @Nullable String find(Visitor visitor) {
        String found = null;
        for (String candidate : candidates(visitor)) {
            byte[] shown = digest(candidate);
            // No early exit: the time taken must not tell how far a guess came.
            for (Map.Entry<String, byte[]> key : digests.entrySet()) {
                found = MessageDigest.isEqual(shown, key.getValue()) ? key.getKey() : found;
            }
        }
        return found;
    }

    private static List<String> candidates(Visitor visitor) {
        List<String> candidates = new ArrayList<>(visitor.headers("gangway-key"));
        if (visitor.forwardsCredentials()) {
            return candidates;
        }
        for (String slot : SLOTS) {
            candidates.addAll(visitor.headers(slot));
        }
        for (String authorization : visitor.headers("Authorization")) {
            boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
            candidates.add(bearer ? authorization.substring(BEARER.length()).strip() : authorization);
        }
        String parameter = visitor.keyParameter();
        if (parameter != null) {
            candidates.add(parameter);
        }
        return candidates;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
