package dev.gangway.servlet;

import dev.gangway.credential.TokenHttp;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Decision.IssuedProof;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.Upstream;
import dev.gangway.route.Route;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Passes provider-native traffic through Jetty's proxy servlet, byte for byte in both directions and without blocking.
 * {@code RATIONALE.md} says which of Jetty's habits each override undoes.
 */
public abstract class PassthroughServlet extends AsyncProxyServlet {

    private static final Logger LOG = LoggerFactory.getLogger(PassthroughServlet.class);
    private static final String EXCHANGE = "dev.gangway.exchange";

    private final AtomicReference<@Nullable Live> live = new AtomicReference<>();
    private final transient Warnings warnings = new Warnings();
    private transient @Nullable UpstreamClients clients;
    private transient @Nullable Container container;
    private transient @Nullable OwnPages ownPages;
    private @Nullable Long idleTimeout;

    /**
     * Gives the routes to serve, from this servlet's configuration.
     *
     * @throws ServletException if the configuration cannot be used; the message says why
     */
    protected abstract Passthrough configure() throws ServletException;

    /** The gateway's own pages, by path below the context path. */
    protected Map<String, OwnPage> pages() {
        return Map.of();
    }

    @Override
    public void init() throws ServletException {
        live.set(Live.idle(configure()));
        Container detected = Container.detect();
        container = detected;
        ownPages = new OwnPages(pages(), detected);
        super.init();
    }

    /** Jetty's own logger would print {@code Authorization} and queries at DEBUG. */
    @Override
    protected Logger createLogger() {
        return NOPLogger.NOP_LOGGER;
    }

    @Override
    protected HttpClient createHttpClient() throws ServletException {
        UpstreamClient factory = new UpstreamClient(getServletConfig(), requireInit(container));
        Long total = factory.number("timeout");
        setTimeout(total == null ? 0 : total);
        idleTimeout = factory.number("idleTimeout");
        UpstreamClients own = new UpstreamClients(factory);
        clients = own;
        live.set(own.open(live().passthrough()));
        return getHttpClient();
    }

    /** One of those in use: as a rule there is one. */
    @Override
    protected HttpClient getHttpClient() {
        return live().anyClient();
    }

    /** Calls token services as upstreams are called, by what is in force at the time. */
    protected final TokenHttp tokenHttp() {
        return new TokenCalls(this::enter);
    }

    /**
     * Serves {@code next} from now on. What has begun before ends as it has begun.
     *
     * @throws ServletException if it cannot be served; then nothing has changed
     */
    protected final void replace(Passthrough next) throws ServletException {
        Live fresh = requireInit(clients).open(next);
        Live before = live.getAndSet(fresh);
        try {
            getServletContext().setAttribute(getServletName() + ".HttpClient", fresh.anyClient());
        } catch (RuntimeException | LinkageError e) {
            // Listeners of the host are told of it; the routes are replaced all the same.
            LOG.warn("A listener failed with {}", e.getClass().getName());
        } finally {
            requireInit(before).leave();
        }
    }

    @Override
    public void destroy() {
        if (clients != null) {
            clients.stop();
        }
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        requireInit(container).resume(request, response);
        if (!requireInit(ownPages).serve(live().passthrough(), request, response)) {
            pass(request, response);
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = new Exchange(enter(), warnings, requireInit(container), request, response);
        exchange.guard(() -> {
            request.setAttribute(EXCHANGE, exchange); // here, where a fault of the host's listeners ends the exchange
            Refusal refusal = new Checks(exchange.passthrough()).refusal(exchange);
            if (refusal == null) {
                Route route = exchange.onRoute();
                new Intake(exchange, route, (to, body) -> forward(exchange, to, body)).accept(hasContent(request));
            } else {
                exchange.refused(refusal);
            }
        });
    }

    private void forward(Exchange exchange, Forward forward, @Nullable RequestBody body) throws IOException {
        Upstream to = forward.upstream();
        if (!validateDestination(to.host(), to.port())) {
            exchange.refused(new Refusal(
                    ErrorCode.FORBIDDEN,
                    "The servlet's whiteList or blackList does not let requests go to the upstream."));
            return;
        }
        exchange.forwarding(forward);
        Refusal unpriced = PriceGuard.refusal(exchange, forward, body);
        if (unpriced != null) {
            exchange.refused(unpriced);
            return;
        }
        if (body != null && StreamUsage.ask(exchange, exchange.onRoute(), body)) {
            exchange.hideUsage();
        }
        ClientLeaves.watch(exchange);
        HttpServletRequest request = exchange.request();
        Request upstream = newProxyRequest(request, UpstreamCall.target(forward));
        copyRequestHeaders(request, upstream);
        IssuedProof issued = forward.issued();
        if (issued == null) {
            send(exchange, upstream, body, null);
        } else {
            new Authorizing(exchange, upstream, body, spool -> send(exchange, upstream, body, spool)).by(issued);
        }
    }

    /** Sends {@code body}, from {@code spool} where it had to be taken in first. */
    private void send(Exchange exchange, Request upstream, @Nullable RequestBody body, @Nullable Spool spool)
            throws IOException {
        exchange.sending(upstream);
        if (spool != null) {
            Framing.attach(spool, upstream);
            exchange.uploaded();
        } else if (body == null) {
            Framing.withoutBody(upstream);
            exchange.uploaded();
        } else {
            body.tap(exchange.operation().body());
            Framing.attach(body, upstream);
            body.start();
        }
        sendProxyRequest(exchange.request(), exchange.response(), upstream);
    }

    /** Takes the raw target apart from scheme and host: as one URI it would have to be valid, and SDKs' are not always. */
    @Override
    protected Request newProxyRequest(HttpServletRequest request, String rewrittenTarget) {
        Exchange exchange = exchange(request);
        Route route = requireInit(exchange.route());
        Upstream to = exchange.forward().upstream();
        Duration total = route.totalTimeout();
        return exchange.live()
                .client(route)
                .newRequest(to.host(), to.port())
                .scheme(to.scheme())
                .method(request.getMethod())
                .path(rewrittenTarget)
                .attribute(EXCHANGE, exchange) // Tells the agent that this exchange has its record.
                .idleTimeout(idleTimeout == null ? route.idleTimeout().toMillis() : idleTimeout, TimeUnit.MILLISECONDS)
                .timeout(total == null ? getTimeout() : total.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void copyRequestHeaders(HttpServletRequest clientRequest, Request proxyRequest) {
        Exchange exchange = exchange(clientRequest);
        Route route = requireInit(exchange.route());
        HttpFields sent =
                RequestHeaders.of(exchange, route).sent(exchange.forward().put());
        String host = hostHeader(clientRequest);
        proxyRequest.headers(headers -> {
            headers.clear().add(sent);
            // Left to itself, Jetty would parse the target as a URI, twice, to find the host in it.
            headers.put(
                    HttpHeader.HOST,
                    host != null ? host : exchange.forward().upstream().authority());
            if (AnswerEdit.needsPlain(exchange, route)) {
                headers.put(HttpHeader.ACCEPT_ENCODING, "identity");
            }
        });
    }

    private @Nullable String hostHeader(HttpServletRequest request) {
        boolean preserve = Boolean.parseBoolean(getServletConfig().getInitParameter("preserveHost"));
        return getHostHeader() == null && preserve ? request.getHeader("Host") : getHostHeader();
    }

    /** In HTTP/2 a body needs neither Content-Length nor Transfer-Encoding; whether there is one, only reading tells. */
    @Override
    protected boolean hasContent(HttpServletRequest clientRequest) {
        return super.hasContent(clientRequest)
                || (!Framing.isHttp1(clientRequest) && clientRequest.getContentLengthLong() < 0);
    }

    /** Jetty's own would log every header at DEBUG. */
    @Override
    protected void sendProxyRequest(
            HttpServletRequest clientRequest, HttpServletResponse proxyResponse, Request proxyRequest) {
        Exchange exchange = exchange(clientRequest);
        HttpClient client = exchange.live().client(exchange.onRoute());
        ConnectionWait.send(client, proxyRequest, newProxyResponseListener(clientRequest, proxyResponse));
    }

    @Override
    protected Response.Listener newProxyResponseListener(HttpServletRequest request, HttpServletResponse response) {
        ResponsePump pump = new ResponsePump(exchange(request));
        exchange(request).pumping(pump);
        return pump;
    }

    private static Exchange exchange(HttpServletRequest request) {
        return (Exchange) request.getAttribute(EXCHANGE);
    }

    private Live live() {
        return requireInit(live.get());
    }

    /** What is in force now, and stays so for one exchange. */
    private Live enter() {
        Live current = live();
        while (!current.enter()) {
            current = live();
        }
        return current;
    }

    private static <T> T requireInit(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the servlet is not initialized");
        }
        return value;
    }
}
