package dev.gangway.servlet;

import dev.gangway.servlet.UpstreamSettings.Proxy;
import java.util.function.Predicate;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.http.HttpHeader;

/** The proxy that leads out of a company's network, for all hosts but some. */
final class ForwardProxy extends HttpProxy {

    private final Predicate<String> direct;

    private ForwardProxy(Proxy proxy) {
        super(new Origin.Address(proxy.host(), proxy.port()), proxy.secure());
        this.direct = proxy.direct();
    }

    /** Sends what {@code client} sends through {@code proxy}; its login goes along at once, not when it is asked for. */
    static void use(HttpClient client, Proxy proxy) {
        ForwardProxy forward = new ForwardProxy(proxy);
        client.getProxyConfiguration().addProxy(forward);
        if (!proxy.user().isEmpty()) {
            client.getAuthenticationStore()
                    .addAuthenticationResult(new BasicAuthentication.BasicResult(
                            forward.getURI(),
                            HttpHeader.PROXY_AUTHORIZATION,
                            proxy.user(),
                            proxy.password().reveal()));
        }
    }

    @Override
    public boolean matches(Origin origin) {
        Origin.Address address = origin.getAddress();
        return !direct.test(address.getHost()) && !direct.test(address.getHost() + ":" + address.getPort());
    }
}
