package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.GangwayServlet;
import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.util.security.Credential;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies {@code callers: principal}: whom the container has let in may call, is in the record, and stays inside. */
class PrincipalTest {

    private static final String ALICE =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("alice:wonderland".getBytes());
    private static final String STRANGER =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("alice:guess".getBytes());

    @TempDir
    private static Path folder;

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
        Path file = Files.writeString(folder.resolve("gangway.yaml"), """
                access: { callers: principal }
                routes:
                  - { path: /constrained, provider: openai, target: "%1$s", keys: [{ value: k }] }
                  - { path: /asked, provider: openai, target: "%1$s", keys: [{ value: k }] }
                  - { path: /open, provider: openai, target: "%1$s", keys: [{ value: k }], callers: anyone }
                  - { path: /forward, provider: openai, target: "%1$s", client-auth: forward }
                """.formatted(upstream.origin()));
        gateway = TestGateway.start("/", context -> deploy(context, file));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private static void deploy(ServletContextHandler context, Path file) {
        ServletHolder holder = new ServletHolder("gangway", GangwayServlet.class);
        holder.setInitParameter("config", file.toString());
        holder.setInitOrder(1);
        context.addServlet(holder, "/*");
        FilterHolder filter = new FilterHolder((request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            String user = http.getHeader("x-test-user");
            chain.doFilter(user == null ? request : as(user, http), response);
        });
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.setSecurityHandler(security());
    }

    /** As a filter of a single sign-on product does it. */
    private static HttpServletRequest as(String user, HttpServletRequest request) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public Principal getUserPrincipal() {
                return () -> user;
            }
        };
    }

    private static ConstraintSecurityHandler security() {
        UserStore users = new UserStore();
        users.addUser("alice", Credential.getCredential("wonderland"), new String[] {"llm"});
        HashLoginService logins = new HashLoginService("test");
        logins.setUserStore(users);
        ConstraintMapping mapping = new ConstraintMapping();
        mapping.setPathSpec("/constrained/*");
        mapping.setConstraint(Constraint.from("llm"));
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setAuthenticator(new BasicAuthenticator());
        security.setLoginService(logins);
        security.setConstraintMappings(List.of(mapping));
        return security;
    }

    private static HttpMessage get(String path, String... headers) throws Exception {
        String more = headers.length == 0 ? "" : "\n" + String.join("\n", headers);
        return RawClient.exchange(gateway.port(), "GET " + path + " HTTP/1.1\nHost: llm.example" + more, new byte[0]);
    }

    @Test
    void whoIsLoggedInMayCall() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            assertEquals(200, get("/constrained/x", ALICE).status());
            assertTrue(log.line("\"route\":\"/constrained\"").contains("\"principal\":\"alice\""), log.text());
        }
        HttpMessage sent = upstream.take();
        assertEquals(List.of("Bearer k"), sent.headers("authorization"));
    }

    @Test
    void theContainerKeepsStrangersOutByItself() throws Exception {
        HttpMessage answer = get("/constrained/x", STRANGER);
        assertEquals(401, answer.status());
        assertNull(answer.header("gangway-error"));
    }

    /** Where no constraint asks for a login, a container logs in whoever shows one. */
    @Test
    void withoutAConstraint() throws Exception {
        assertEquals(200, get("/asked/x", ALICE).status());
        upstream.take();
        for (String header : List.of(STRANGER, "Authorization: Bearer k", "x-other: 1")) {
            HttpMessage answer = get("/asked/x", header);
            assertEquals(401, answer.status());
            assertEquals("unauthorized", answer.header("gangway-error"));
            assertTrue(answer.text().contains("callers: principal"), answer.text());
        }
        assertEquals(List.of(), upstream.received());
    }

    @Test
    void aFilterMaySayWhoItIs() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            assertEquals(200, get("/asked/x", "x-test-user: bob").status());
            assertTrue(log.line("\"route\":\"/asked\"").contains("\"principal\":\"bob\""), log.text());
        }
        upstream.take();
    }

    @Test
    void aRouteMayHaveAnotherRule() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            assertEquals(200, get("/open/x").status());
            assertTrue(!log.line("\"route\":\"/open\"").contains("principal"), log.text());
        }
        upstream.take();
    }

    /** The login is the container's, not the provider's. */
    @Test
    void theLoginNeverGoesUpstream() throws Exception {
        assertEquals(200, get("/forward/x", ALICE).status());
        assertNull(upstream.take().header("authorization"));
        assertEquals(
                200,
                get("/forward/x", ALICE, "x-pass-authorization: Bearer mine").status());
        assertEquals(List.of("Bearer mine"), upstream.take().headers("authorization"));
        assertEquals(
                200,
                get("/forward/x", "x-test-user: bob", "Authorization: Bearer own")
                        .status());
        assertEquals(List.of("Bearer own"), upstream.take().headers("authorization"));
    }

    @Test
    void theMetricsToo() throws Exception {
        assertEquals(401, get("/gangway/metrics").status());
        assertEquals(200, get("/gangway/metrics", ALICE).status());
    }
}
