package dev.gangway.access;

import dev.gangway.access.Verdict.Admitted;
import dev.gangway.access.Verdict.Forbidden;
import dev.gangway.access.Verdict.Unauthorized;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides who may call. Networks come first, then the rule for callers. */
public final class AccessPolicy {

    private final CallerRule callers;
    private final List<Network> networks;

    /**
     * Builds a policy.
     *
     * @param callers the rule for callers
     * @param networks where peers must be; empty for anywhere
     */
    public AccessPolicy(CallerRule callers, List<Network> networks) {
        this.callers = callers;
        this.networks = List.copyOf(networks);
    }

    /** Decides on {@code visitor}. */
    public Verdict check(Visitor visitor) {
        return isInNetworks(visitor)
                ? callers.check(visitor)
                : new Forbidden("This address may not call the gateway (access.networks).");
    }

    /** Decides on a visitor whose URL the gateway itself has signed: only the network rule is left. */
    public Verdict checkNetwork(Visitor visitor) {
        return isInNetworks(visitor)
                ? new Admitted(null)
                : new Forbidden("This address may not call the gateway (access.networks).");
    }

    private boolean isInNetworks(Visitor visitor) {
        if (networks.isEmpty()) {
            return true;
        }
        InetAddress peer = Addresses.parse(visitor.peer());
        return peer != null && networks.stream().anyMatch(network -> network.contains(peer));
    }

    /** The rule for callers. */
    public sealed interface CallerRule {

        /** Decides on {@code visitor}. */
        Verdict check(Visitor visitor);

        /** Everybody. */
        record Anyone() implements CallerRule {
            @Override
            public Verdict check(Visitor visitor) {
                return new Admitted(null);
            }
        }

        /** Whoever is on this machine, and not a web page or a reverse proxy on it. */
        record Loopback() implements CallerRule {
            @Override
            public Verdict check(Visitor visitor) {
                String elsewhere = LoopbackCheck.whyElsewhere(visitor);
                return elsewhere == null ? new Admitted(null) : new Forbidden(elsewhere);
            }
        }

        /** Whoever has logged in to the container: how, is the container's. */
        record LoggedIn() implements CallerRule {
            @Override
            public Verdict check(Visitor visitor) {
                return visitor.user() != null
                        ? new Admitted(null)
                        : new Unauthorized(
                                "A login to the server is needed (callers: principal), and this call came without one.");
            }
        }

        /** Whoever shows a gateway key. */
        record Keys(GatewayKeys keys) implements CallerRule {
            @Override
            public Verdict check(Visitor visitor) {
                @Nullable String caller = keys.find(visitor);
                return caller != null
                        ? new Admitted(caller)
                        : new Unauthorized(
                                "A gateway key is needed: in the gangway-key header, or as the SDK's own API key.");
            }
        }
    }
}
