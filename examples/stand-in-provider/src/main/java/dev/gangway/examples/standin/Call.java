package dev.gangway.examples.standin;

import dev.gangway.examples.standin.Received.Header;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request, as the APIs want to see it. Used by one thread. */
final class Call {
    /** More of a body than this is counted, not kept. */
    static final int KEPT = 16 << 20;

    private static final int SHOWN = 1 << 20;

    private final String method;
    private final String target;
    private final String protocol;
    private final List<Header> headers;
    private final byte[] body;
    private final long bodyLength;
    private @Nullable JsonNode json;
    private @Nullable List<Multipart.Part> parts;
    private @Nullable String pathModel;

    Call(String method, String target, String protocol, List<Header> headers, byte[] body, long bodyLength) {
        this.method = method;
        this.target = target;
        this.protocol = protocol;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.bodyLength = bodyLength;
    }

    Received received() {
        byte[] shown = body.length <= SHOWN ? body : Arrays.copyOf(body, SHOWN);
        return new Received(method, target, protocol, headers, shown, bodyLength);
    }

    String method() {
        return method;
    }

    byte[] body() {
        return body;
    }

    long bodyLength() {
        return bodyLength;
    }

    String rawPath() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The path's segments, decoded after splitting: an encoded slash stays within its segment. */
    List<String> segments() {
        String path = rawPath().startsWith("/") ? rawPath() : "/";
        return Arrays.stream(path.split("/", -1)).skip(1).map(Call::decode).toList();
    }

    @Nullable String query(String name) {
        int query = target.indexOf('?');
        for (String pair :
                query < 0 ? new String[0] : target.substring(query + 1).split("&", -1)) {
            if (pair.equals(name) || pair.startsWith(name + "=")) {
                return decode(pair.substring(Math.min(pair.length(), name.length() + 1)));
            }
        }
        return null;
    }

    @Nullable String header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    /** Where the caller believes to be; absolute URLs in answers start with it. */
    String origin() {
        String host = header("host");
        return "http://" + (host == null ? header(":authority") : host);
    }

    /** The body as JSON, the fields of a form as a JSON object, else a missing node. */
    JsonNode json() {
        if (json == null) {
            json = isForm() ? form() : Json.parse(body);
        }
        return json;
    }

    Multipart.@Nullable Part file() {
        return parts().stream()
                .filter(part -> part.filename() != null)
                .findFirst()
                .orElse(null);
    }

    /** For APIs that name the model in the path. */
    void modelFromPath(String name) {
        pathModel = name;
    }

    String model(String otherwise) {
        return pathModel != null ? pathModel : json().path("model").stringValue(otherwise);
    }

    boolean wantsStream() {
        JsonNode stream = json().path("stream");
        return stream.booleanValue(false) || stream.stringValue("").equals("true");
    }

    private boolean isForm() {
        String type = header("content-type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    private JsonNode form() {
        var fields = Json.object();
        parts().stream().filter(part -> part.filename() == null).forEach(part -> fields.put(part.name(), part.text()));
        return Json.node(fields);
    }

    private List<Multipart.Part> parts() {
        if (parts == null) {
            String type = header("content-type");
            parts = Multipart.parse(type == null ? "" : type, body);
        }
        return parts;
    }

    private static String decode(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return raw;
        }
    }
}
