package dev.gangway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts to URLs of an origin and an optional base path. */
final class Urls {

    private static final List<String> VERSIONS = List.of("/v1", "/v1beta", "/v1beta1");

    private Urls() {}

    /** A known provider's address, without the version that its clients' paths begin with. */
    static URI target(String text) throws BadValue {
        return before(VERSIONS, "https://api.openai.com", text);
    }

    /** Scheme and host in lower case, no trailing slash. */
    static URI parse(String text) throws BadValue {
        URI uri = parseWithQuery(text);
        if (uri.getRawQuery() != null) {
            throw new BadValue("must not have user info, a query or a fragment");
        }
        return syntax(uri.toString().replaceFirst("/+$", ""));
    }

    /**
     * As {@link #parse}, for what comes before the paths that clients send: it must not end in one of {@code beginnings} of
     * those, or upstream they would be there twice.
     */
    static URI before(List<String> beginnings, String example, String text) throws BadValue {
        URI uri = parse(text);
        String path = uri.getRawPath().toLowerCase(Locale.ROOT);
        for (String beginning : beginnings) {
            if (path.endsWith(beginning)) {
                throw new BadValue("must end before " + beginning
                        + ", which comes with the path of each request; write it such as " + example);
            }
        }
        return uri;
    }

    /** Scheme and host in lower case; path and query as they are. */
    static URI parseWithQuery(String text) throws BadValue {
        URI uri = syntax(text);
        String scheme = lower(uri.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new BadValue("must be an absolute URL that starts with https:// or http://");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new BadValue("must not have user info, a query or a fragment");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new BadValue("must have a host name (letters, digits, dots, hyphens) or address, and a valid port");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        checkPath(uri.getRawPath());
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return syntax(scheme + "://" + lower(uri.getHost()) + port + uri.getRawPath() + query);
    }

    private static void checkPath(String path) throws BadValue {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new BadValue("must not have . or .. segments");
            }
        }
    }

    /** The exception's own message would repeat the text. */
    private static URI syntax(String text) throws BadValue {
        try {
            return new URI(new URI(text).toASCIIString());
        } catch (URISyntaxException e) {
            throw new BadValue("is not a valid URL");
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
