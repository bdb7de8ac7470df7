package dev.gangway.provider;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a client's request never goes upstream: credentials in every form they can take, hop-by-hop headers (RFC
 * 9110, section 7.6.1), and what would tell the provider about the client's network.
 */
public final class Removal {

    /** Headers that can hold a credential, in lower case. */
    public static final List<String> CREDENTIALS = List.of(
            "authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "ocp-apim-subscription-key",
            "x-amz-security-token",
            "cookie",
            "proxy-authorization",
            "sec-websocket-protocol");

    private static final Set<String> OTHERS = names(
            // what goes with credentials
            "x-amz-date",
            "x-amz-content-sha256",
            // hop by hop
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "host",
            "expect",
            // the client's network
            "forwarded",
            "x-real-ip",
            "via",
            // the gateway's own
            "x-litellm-tags");

    private static final Set<String> HEADERS = all(CREDENTIALS, OTHERS);

    private static final String[] PREFIXES = {"x-forwarded-", "gangway-", "amz-sdk-", "x-pass-"};

    /** Google takes {@code key}, {@code access_token} and {@code oauth_token}, Azure's API management the others. */
    private static final Set<String> PARAMETERS =
            Set.of("key", "access_token", "oauth_token", "api-key", "subscription-key");

    /** What describes a request and its body, and nothing of who sends it; besides, {@code if-*}. */
    private static final Set<String> PLAIN = names(
            "accept", "accept-encoding", "content-type", "content-encoding", "content-length", "user-agent", "range");

    /** Removes every credential, in headers and query. */
    public static final Removal ALL = new Removal(names(), names(), false, false);

    private final Set<String> kept;
    private final Set<String> dropped;
    private final boolean onlyPlain;
    private final boolean wholeQuery;

    private Removal(Set<String> kept, Set<String> dropped, boolean onlyPlain, boolean wholeQuery) {
        this.kept = kept;
        this.dropped = dropped;
        this.onlyPlain = onlyPlain;
        this.wholeQuery = wholeQuery;
    }

    /** Keeps the credential slots of one provider, as {@code client-auth: forward} asks. */
    public static Removal keeping(String... slots) {
        return new Removal(names(slots), names(), false, false);
    }

    /** This, and the headers {@code names}, in any case. */
    public Removal dropping(Collection<String> names) {
        Set<String> all = names(names.toArray(new String[0]));
        all.addAll(dropped);
        return new Removal(kept, all, onlyPlain, wholeQuery);
    }

    /** This, and every header but those that describe the request: {@code forward-headers: false}. */
    public Removal onlyPlain() {
        return new Removal(kept, dropped, true, wholeQuery);
    }

    /** This, but nothing of the query: where nobody can say what a parameter means. */
    public Removal keepingQuery() {
        return new Removal(kept, dropped, onlyPlain, true);
    }

    /** Whether the query goes upstream as it is, so that nothing in it may be a credential for the gateway. */
    public boolean keepsQuery() {
        return wholeQuery;
    }

    /** Whether the client's own credential goes upstream. */
    public boolean keepsCredentials() {
        return !kept.isEmpty();
    }

    /** Whether the header {@code name}, in any case, is removed. */
    public boolean removesHeader(String name) {
        return forbidsHeader(name) || (onlyPlain && !isPlain(name) && !kept.contains(name));
    }

    /** Whether the header {@code name}, in any case, may not even be passed on as {@code x-pass-NAME}. */
    public boolean forbidsHeader(String name) {
        return (HEADERS.contains(name) && !kept.contains(name)) || startsWithAny(name) || dropped.contains(name);
    }

    private static boolean isPlain(String name) {
        return PLAIN.contains(name) || name.regionMatches(true, 0, "if-", 0, 3);
    }

    /** {@code query} without credentials; null where nothing is left. */
    public @Nullable String query(@Nullable String query) {
        return wholeQuery ? query : Query.without(query, this::removesParameter);
    }

    private boolean removesParameter(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return (isCredential(lower) && !kept.contains(lower)) || lower.startsWith("gangway-");
    }

    /** Whether the query's parameter {@code name}, in lower case, can hold a credential. */
    public static boolean isCredential(String name) {
        return PARAMETERS.contains(name) || name.startsWith("x-amz-");
    }

    private static Set<String> all(Collection<String> some, Collection<String> others) {
        Set<String> all = names(some.toArray(new String[0]));
        all.addAll(others);
        return all;
    }

    private static boolean startsWithAny(String name) {
        for (String prefix : PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> names(String... names) {
        TreeSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Arrays.asList(names));
        return set;
    }
}
