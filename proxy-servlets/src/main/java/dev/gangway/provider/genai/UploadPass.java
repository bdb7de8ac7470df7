package dev.gangway.provider.genai;

import dev.gangway.credential.Secret;
import dev.gangway.provider.Query;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs the upload URLs that the gateway hands out. SDKs send the chunks of a resumable upload without any credential
 * (the {@code upload_id} is Google's), so the URL itself has to open the gateway: for that URL only, for that key only,
 * for a day.
 */
final class UploadPass {

    static final String PARAMETER = "gangway-upload";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration LIFE = Duration.ofDays(1);

    private final SecretKeySpec secret;
    private final String scope;
    private final InstantSource clock;

    /**
     * Signs for one route.
     *
     * @param secret shared by all nodes of a gateway
     * @param route the route's path
     * @param key the name of the key that pays for the upload
     */
    UploadPass(Secret secret, String route, String key, InstantSource clock) {
        this.secret = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.scope = route + '\n' + key;
        this.clock = clock;
    }

    /** {@code target}, a raw path and query below the route, with a signature at its end. */
    String sign(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? null : target.substring(mark + 1);
        long expiry = clock.instant().plus(LIFE).getEpochSecond();
        String value = Long.toString(expiry, Character.MAX_RADIX) + '.' + mac(expiry, path, covered(query));
        return path + "?" + Query.with(query, PARAMETER, value);
    }

    /** Whether {@code query} holds a signature for {@code path} that is genuine and not too old. */
    boolean opens(String path, @Nullable String query) {
        String value = Query.first(query, PARAMETER);
        int dot = value == null ? -1 : value.indexOf('.');
        if (value == null || dot < 1 || Query.first(query, "upload_id") == null) {
            return false;
        }
        long expiry;
        try {
            expiry = Long.parseLong(value.substring(0, dot), Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            return false;
        }
        byte[] theirs = value.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        byte[] ours = mac(expiry, path, covered(query)).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(theirs, ours) && clock.instant().getEpochSecond() < expiry;
    }

    /** All of the query but the signature: no parameter can be added to a URL that was handed out. */
    private static String covered(@Nullable String query) {
        String rest = Query.without(query, name -> name.equalsIgnoreCase(PARAMETER));
        return rest == null ? "" : rest;
    }

    private String mac(long expiry, String path, String query) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            String message = String.join("\n", scope, Long.toString(expiry), path, query);
            byte[] signature = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
