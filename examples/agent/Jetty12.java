import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A gateway on Jetty 12.1, without servlets, that knows nothing of Gangway: {@code java -cp … Jetty12.java UPSTREAM}. */
public class Jetty12 {

    public static void main(String[] arguments) throws Exception {
        String upstream = arguments[0];
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new ProxyHandler.Reverse(
                request -> HttpURI.from(upstream + request.getHttpURI().getPathQuery())));
        server.start();
        System.out.println("READY " + connector.getLocalPort());
    }
}
