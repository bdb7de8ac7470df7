package dev.gangway.examples.standin;

/** {@code java -cp … dev.gangway.examples.standin.Main [--port N]}. */
public final class Main {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Main() {}

    public static void main(String[] args) {
        int port = port(args);
        if (System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "warn");
        }
        StandInProvider provider = StandInProvider.start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(provider::close, "stop"));
        System.out.println("stand-in provider ready " + provider.uri());
    }

    private static int port(String[] args) {
        if (args.length == 0) {
            return 0;
        }
        if (args.length == 2 && args[0].equals("--port") && args[1].matches("\\d{1,5}")) {
            return Integer.parseInt(args[1]);
        }
        System.err.println("usage: Main [--port N]");
        System.exit(2);
        return 0;
    }
}
