package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** {@code gangway check}: reads a configuration and prints every problem, or {@code ok}. */
public final class Check {

    private Check() {}

    /** Takes {@code [--config FILE]}; exits 0 if the configuration is usable, 1 if not, 2 on wrong arguments. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    @SuppressWarnings("SystemOut") // a command's output
    static int run(String[] args) {
        boolean named = args.length == 2 && args[0].equals("--config");
        if (args.length != 0 && !named) {
            System.err.println("usage: gangway check [--config FILE]");
            return 2;
        }
        @Nullable String file = named ? args[1] : null;
        try {
            ConfigSource.load(file, null, read -> {});
            System.out.println("ok");
            return 0;
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
