package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.GatewayConfig;
import dev.gangway.credential.TokenHttp;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.Telemetry;
import dev.gangway.provider.Header;
import dev.gangway.servlet.Passthrough;
import dev.gangway.servlet.Rehearsal;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gangway explain}: says what would become of a request, without sending it and without showing a secret. */
public final class Explain {

    private static final String USAGE = "usage: gangway explain METHOD PATH [-H 'name: value']... [--config FILE]";

    private final List<String> words = new ArrayList<>();
    private final List<Header> headers = new ArrayList<>();
    private @Nullable String file;

    private Explain() {}

    /** Exits 0 if the request would go upstream, 1 if not or if the configuration is unusable, 2 on wrong arguments. */
    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        Explain explain = new Explain();
        if (!explain.read(args)) {
            err.println(USAGE);
            return 2;
        }
        try {
            Rehearsal rehearsal = explain.rehearse(ConfigSource.load(explain.file, null, ConfigSource.loader()));
            String target = explain.words.get(1);
            out.print(Explanation.of(explain.words.get(0), target, explain.headers, rehearsal));
            return Explanation.passes(rehearsal) ? 0 : 1;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private boolean read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            boolean option = args[i].equals("-H") || args[i].equals("--config");
            if (args[i].startsWith("--config=")) {
                file = args[i].substring("--config=".length());
            } else if (option && i + 1 < args.length) {
                boolean read = args[i].equals("-H") ? header(args[++i]) : config(args[++i]);
                if (!read) {
                    return false;
                }
            } else if (option || args[i].startsWith("-")) {
                return false;
            } else {
                words.add(args[i]);
            }
        }
        return words.size() == 2 && words.get(1).startsWith("/");
    }

    private boolean config(String value) {
        file = value;
        return !value.isEmpty();
    }

    private boolean header(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            return false;
        }
        String name = line.substring(0, colon).strip();
        headers.add(new Header(name, line.substring(colon + 1).strip()));
        return !name.equalsIgnoreCase("content-length")
                || line.substring(colon + 1).strip().matches("\\d{1,18}");
    }

    private Rehearsal rehearse(GatewayConfig config) {
        Telemetry nobody = new Telemetry(Dispatcher.start(List.of()), () -> exchange -> {});
        TokenHttp none = call -> {
            throw new IOException("nothing is sent here");
        };
        Passthrough passthrough = new Assembly(route -> true, i -> "routes[" + i + "]", none).assemble(config, nobody);
        return Rehearsal.of(passthrough, words.get(0), words.get(1), headers);
    }
}
