package dev.gangway.config;

import dev.gangway.config.UpstreamConfig.ProxyConfig;
import dev.gangway.credential.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Texts to proxies, as the variables {@code HTTPS_PROXY} and {@code NO_PROXY} have them. */
final class ProxyUrl {

    private static final String HOST = "[a-z0-9_*.-]+(:\\d{1,5})?";

    private ProxyUrl() {}

    /** {@code http://[user:password@]host[:port]}, the proxy that is not used for any host still unknown. */
    static ProxyConfig parse(String text) throws BadValue {
        URI whole;
        try {
            whole = new URI(text);
        } catch (URISyntaxException e) {
            throw new BadValue("is not a valid URL");
        }
        String login = whole.getRawUserInfo();
        URI origin = Urls.parse(login == null ? text : text.replaceFirst("[^/@]*@", ""));
        if (!origin.getRawPath().isEmpty()) {
            throw new BadValue("must be a URL without a path, such as http://proxy.example.com:3128");
        }
        int colon = login == null ? -1 : login.indexOf(':');
        if (login != null && colon < 1) {
            throw new BadValue("must have user:password before the @, or nothing");
        }
        String user = login == null ? "" : decode(login.substring(0, colon));
        String password = login == null ? "" : decode(login.substring(colon + 1));
        return new ProxyConfig(origin, user, Secret.of(password), List.of());
    }

    /** A name, with a dot or {@code *.} before it where it means all that is below, an address or a CIDR block. */
    static String direct(String text) throws BadValue {
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.indexOf('/') >= 0 || text.indexOf(':') != text.lastIndexOf(':')) {
            return Networks.check(lower);
        }
        boolean star = lower.lastIndexOf('*') > 0 || (lower.startsWith("*") && !lower.startsWith("*."));
        if (!lower.matches(HOST) || (star && !lower.equals("*"))) {
            throw new BadValue("must be a host such as example.com, .example.com or 10.0.0.0/8");
        }
        return lower.startsWith("*.") ? lower.substring(1) : lower;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
