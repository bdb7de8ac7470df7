package dev.gangway.provider;

import dev.gangway.credential.Credential;
import dev.gangway.credential.Credential.AccessToken;
import dev.gangway.credential.Credential.ApiKey;
import dev.gangway.credential.Credential.Issued;
import dev.gangway.credential.UpstreamKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a route's key into the headers that carry it. */
public final class Proof {

    private Proof() {}

    /** A refusal that names the setting where {@code key} is not configured, else null. */
    public static Decision.@Nullable Refusal missing(UpstreamKey key) {
        return key.credential() instanceof Credential.Missing
                ? new Decision.Refusal(
                        ErrorCode.NO_CREDENTIAL, "This route has no upstream key: set " + key.setting() + ".")
                : null;
    }

    /** The proof within {@code scope} that has to be made for each request, or null where headers of its own suffice. */
    public static Decision.@Nullable IssuedProof issued(UpstreamKey key, String scope) {
        return key.credential() instanceof Issued issued
                ? new Decision.IssuedProof(issued.issuer().authorizer(scope), key.setting())
                : null;
    }

    /** The name that the record shows, or null where the client brings its own credential. */
    public static @Nullable String name(UpstreamKey key) {
        return key.credential() instanceof Credential.FromClient ? null : key.name();
    }

    /** {@code Authorization: Bearer} for a key of any kind; nothing where the client brings its own. */
    public static List<Header> bearer(Credential credential) {
        List<Header> headers = new ArrayList<>(2);
        if (credential instanceof ApiKey key) {
            headers.add(new Header("Authorization", "Bearer " + key.value().reveal()));
        } else if (credential instanceof AccessToken token) {
            headers.add(new Header("Authorization", "Bearer " + token.value().reveal()));
        }
        return headers;
    }

    /** The API key in each header of {@code slots}; a token as Bearer; nothing where the client brings its own. */
    public static List<Header> inSlots(Credential credential, String... slots) {
        if (!(credential instanceof ApiKey key)) {
            return bearer(credential);
        }
        List<Header> headers = new ArrayList<>(slots.length + 1);
        for (String slot : slots) {
            headers.add(new Header(slot, key.value().reveal()));
        }
        return headers;
    }
}
