import javax.servlet.http.HttpServletRequest;
import org.eclipse.jetty.proxy.AsyncProxyServlet;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** A gateway on Jetty 9.4 that knows nothing of Gangway: {@code java -cp … Jetty9.java UPSTREAM}. */
public class Jetty9 {

    public static void main(String[] arguments) throws Exception {
        String upstream = arguments[0];
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletHolder proxy = new ServletHolder(new AsyncProxyServlet() {
            @Override
            protected String rewriteTarget(HttpServletRequest request) {
                return upstream + request.getRequestURI();
            }
        });
        proxy.setInitParameter("maxThreads", "32");
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(proxy, "/*");
        server.setHandler(context);
        server.start();
        System.out.println("READY " + connector.getLocalPort());
    }
}
