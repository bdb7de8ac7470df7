package dev.gangway.gateway;

import dev.gangway.config.GatewayConfig;
import dev.gangway.config.KeyConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.servlet.OwnPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What load balancers ask. Open to everybody, and telling nothing but one word. */
final class Health implements OwnPage {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final BooleanSupplier good;
    private final String yes;
    private final String no;

    private Health(BooleanSupplier good, String yes, String no) {
        this.good = good;
        this.yes = yes;
        this.no = no;
    }

    /** The process answers. */
    static OwnPage live() {
        return new Health(() -> true, "live", "");
    }

    /** The gateway can serve. */
    static OwnPage ready(BooleanSupplier good) {
        return new Health(good, "ready", "not-ready");
    }

    /** Whether at least one route has what it needs: a gateway without a single key can only answer with errors. */
    static boolean canServe(GatewayConfig config) {
        return config.routes().stream().anyMatch(Health::canServe);
    }

    private static boolean canServe(RouteConfig route) {
        boolean vertex = route.vertex() != null && hasKey(route.vertex().keys());
        return route.keys().isEmpty() || hasKey(route.keys()) || vertex;
    }

    private static boolean hasKey(List<KeyConfig> keys) {
        return keys.stream().anyMatch(key -> !key.isMissing());
    }

    @Override
    public Content content(@Nullable String accept) {
        boolean is = good.getAsBoolean();
        byte[] body = ("{\"status\":\"" + (is ? yes : no) + "\"}").getBytes(StandardCharsets.US_ASCII);
        return new Content(is ? OK : UNAVAILABLE, "application/json", body);
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
