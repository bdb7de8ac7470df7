package dev.gangway.credential;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says why a token service gave no token, without what it may repeat of the request: an assertion, a secret. */
public final class Reason {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 300;

    /** A JWT, a key or a token: no word of a sentence is that long. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_~+/=.%-]{33,}");

    private static final Pattern BLANK = Pattern.compile("[\\p{Cntrl}\\s]+");

    private Reason() {}

    /** What an answer says in the form of RFC 6749, section 5.2, or of Google's other services. */
    public static String of(int status, @Nullable String body) {
        String said = body == null ? "" : said(body);
        return "it answered " + status + (said.isEmpty() ? "" : ": " + said);
    }

    private static String said(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            JsonNode error = root.path("error");
            JsonNode code = error.isObject() ? error.path("status") : error;
            JsonNode text = error.isObject() ? error.path("message") : root.path("error_description");
            String both = code.asString("") + (text.isMissingNode() ? "" : ": " + text.asString(""));
            return text(both);
        } catch (JacksonException e) {
            return "";
        }
    }

    /** {@code said} on one line, not too long, and without what looks like a secret. */
    public static String text(String said) {
        String line = BLANK.matcher(said).replaceAll(" ").strip();
        String plain = SECRET.matcher(line).replaceAll("****");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }

    /** What a failed call says of itself, by its kind: its own words may hold anything. */
    public static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return "asking it failed with " + failure.getClass().getName();
    }

    private static @Nullable String known(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "its host name does not resolve";
        }
        if (cause instanceof ConnectException) {
            return "it could not be reached";
        }
        if (cause instanceof SocketTimeoutException) {
            return "it did not answer in time";
        }
        if (cause instanceof SSLException) {
            return "the TLS handshake with it failed";
        }
        if (cause instanceof TokenHttp.ProxyRefusal refusal) {
            return "the proxy did not let the gateway reach it, and answered " + refusal.status();
        }
        return cause instanceof FileSystemException ? "its credentials file cannot be read" : null;
    }
}
