package dev.gangway.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The wire contract once more, as plainly as it can be said and without a line of the gateway's own code: what must
 * arrive upstream for a recorded request. It knows only what SDKs send.
 */
final class Contract {

    /** The key's version; no SDK sends it, so that one can tell whose version arrives. */
    static final String API_VERSION = "2025-04-01-preview";

    private static final String PROJECT = "/projects/my-project/locations/us-central1";
    private static final String VERSION = "^(/upload)?(/v[0-9][a-z0-9]*)?";

    private static final Set<String> REMOVED = Set.of(
            "authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "ocp-apim-subscription-key",
            "x-amz-security-token",
            "x-amz-date",
            "x-amz-content-sha256",
            "amz-sdk-request",
            "amz-sdk-invocation-id",
            "cookie",
            "proxy-authorization",
            "connection",
            "keep-alive",
            "upgrade",
            "http2-settings",
            "host",
            "expect");

    private final Capture capture;
    private final String upstream;
    private final String path;
    private final String query;

    private Contract(Capture capture, String upstream) {
        this.capture = capture;
        this.upstream = upstream;
        String[] target = capture.target().split("\\?", 2);
        this.path = target[0].replaceFirst("^/[a-z]+_passthrough", "");
        this.query = target.length == 1 ? "" : "?" + target[1];
    }

    /** Status and code with which the gateway itself answers {@code capture}, or an empty string. */
    static String refusal(Capture capture) {
        String route = route(capture);
        if (!Set.of("openai", "anthropic", "azure", "genai").contains(route)) {
            return "404 no-route";
        }
        if (capture.header("upgrade").equals("websocket")) {
            return "501 unsupported";
        }
        // The Python SDK drops the path where Vertex lacks project and location.
        return capture.target().equals("/genai_passthrough") ? "400 bad-request" : "";
    }

    /** The head that must arrive at {@code upstream} (host and port), in the form of {@link Head}. */
    static String arrives(Capture capture, String upstream) {
        Contract contract = new Contract(capture, upstream);
        return switch (route(capture)) {
            case "openai" -> contract.head(contract.path + contract.query, "authorization: Bearer upstream-openai-key");
            case "anthropic" -> contract.anthropic();
            case "azure" -> contract.azure();
            default -> contract.genai();
        };
    }

    /** The first segment of the path, without its {@code _passthrough}. */
    static String route(Capture capture) {
        return capture.target().substring(1).split("[/?]")[0].replace("_passthrough", "");
    }

    private String anthropic() {
        String key = "x-api-key: upstream-anthropic-key";
        boolean resultsUrl = path.matches("/v1/messages/batches(/.*)?") && !path.endsWith("/results");
        return resultsUrl ? head(path + query, key, "accept-encoding: identity") : head(path + query, key);
    }

    private String azure() {
        if (path.startsWith("/anthropic/") || path.startsWith("/v1/messages")) {
            String claude = path.startsWith("/anthropic/") ? path : "/anthropic" + path;
            return head(claude + query, "x-api-key: upstream-azure-key", "api-key: upstream-azure-key");
        }
        boolean versioned = path.startsWith("/openai/") && !path.startsWith("/openai/v1/");
        String versions = versioned ? query.replaceFirst("api-version=[^&]*", "api-version=" + API_VERSION) : query;
        return head(path + versions, "api-key: upstream-azure-key");
    }

    private String genai() {
        String rest = path.replaceFirst(VERSION, "");
        boolean publishers = rest.startsWith("/publishers/");
        if (!publishers && !rest.matches("/projects/[^/]+/locations/[^/]+/.*")) {
            return head(path + query, "x-goog-api-key: upstream-gemini-key");
        }
        boolean models = capture.method().equals("GET") && rest.startsWith("/publishers/google/models");
        String whole = publishers && !models ? path.replaceFirst(VERSION, "$1$2" + PROJECT) : path;
        return head(whole + query, "authorization: Bearer upstream-vertex-token");
    }

    /** All that the client sent but what is removed; then {@code put}, in place of same-named ones. */
    private String head(String target, String... put) {
        List<String[]> putHeaders = Stream.of(put).map(h -> h.split(": ", 2)).toList();
        Set<String> replaced = putHeaders.stream().map(h -> h[0]).collect(Collectors.toSet());
        List<String[]> headers = new ArrayList<>(putHeaders);
        headers.add(new String[] {"host", upstream});
        for (String[] header : capture.headers()) {
            String name = header[0].toLowerCase(Locale.ROOT);
            if (!REMOVED.contains(name) && !replaced.contains(name)) {
                headers.add(header);
            }
        }
        return Head.of(capture.method() + " " + target + " HTTP/1.1", headers);
    }
}
