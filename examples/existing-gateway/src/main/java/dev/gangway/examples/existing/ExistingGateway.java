package dev.gangway.examples.existing;

import dev.gangway.Gangway;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Credential;

/** A company's gateway, with its login, its filter and its request log. Gangway is one servlet more. */
public final class ExistingGateway {

    /** Who, what, for how much; and of LLM traffic the model and its tokens. */
    private static final String LOG = "%u \"%r\" %s %{ms}T %{gangway.route}attr %{gangway.model}attr"
            + " %{gangway.input_tokens}attr %{gangway.output_tokens}attr %{gangway.cost_usd}attr";

    private static final long LONGEST_SILENCE_MS = 15 * 60 * 1000;

    private ExistingGateway() {}

    /** {@code java … ExistingGateway PORT CONFIG}. */
    public static void main(String[] args) throws Exception {
        Server server = server(Integer.parseInt(args[0]), Path.of(args[1]), System.out::println);
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("gateway ready " + server.getURI());
    }

    /** A server for you to start, on this port of 127.0.0.1, or on any free one where it is 0. */
    public static Server server(int port, Path config, RequestLog.Writer log) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.setSecurityHandler(login());
        context.addServlet(new ServletHolder(new Status()), "/status");

        ServletHolder gangway =
                new ServletHolder(Gangway.builder().config(config).build());
        gangway.setInitOrder(1); // with the server, so that a mistake in the file shows at once
        context.addServlet(gangway, "/llm/*");
        FilterHolder team = new FilterHolder(new TeamFilter());
        team.setAsyncSupported(true); // answers come when the thread has long gone
        context.addFilter(team, "/llm/*", EnumSet.of(DispatcherType.REQUEST));

        Server server = new Server();
        server.setRequestLog(new CustomRequestLog(log, LOG));
        server.setHandler(context);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http()));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(LONGEST_SILENCE_MS);
        server.addConnector(connector);
        return server;
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.from("DEFAULT,AMBIGUOUS_PATH_SEPARATOR")); // models/org%2Fname
        http.setHeaderCacheCaseSensitive(true); // values as they were sent
        return http;
    }

    private static ConstraintSecurityHandler login() {
        UserStore users = new UserStore();
        users.addUser("alice", Credential.getCredential("wonderland"), new String[] {"llm"});
        users.addUser("bob", Credential.getCredential("builder"), new String[0]);
        HashLoginService service = new HashLoginService("company");
        service.setUserStore(users);
        ConstraintMapping llm = new ConstraintMapping();
        llm.setPathSpec("/llm/*");
        llm.setConstraint(Constraint.from("llm"));
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setAuthenticator(new BasicAuthenticator());
        security.setLoginService(service);
        security.setConstraintMappings(List.of(llm));
        return security;
    }

    /** What the gateway has besides. */
    private static final class Status extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().println("fine");
        }
    }
}
