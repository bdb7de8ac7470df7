package dev.gangway.gateway;

import dev.gangway.config.GenericConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.config.RouteRules;
import dev.gangway.config.RouteRules.HeaderValue;
import dev.gangway.provider.Header;
import dev.gangway.provider.Query;
import dev.gangway.provider.Query.Parameter;
import dev.gangway.provider.RouteEdits;
import dev.gangway.route.AllowedCall;
import dev.gangway.route.Reach;
import java.util.ArrayList;
import java.util.List;

/** Makes what every provider's routes have in common. */
final class RuleFactory {

    private RuleFactory() {}

    static RouteEdits edits(RouteConfig config) {
        RouteRules rules = config.rules();
        String missing = rules.headers().stream()
                .filter(header -> header.value().isEmpty())
                .map(HeaderValue::setting)
                .findFirst()
                .orElse(null);
        List<Header> headers = rules.headers().stream()
                .map(header -> new Header(header.name(), header.value().reveal()))
                .toList();
        return new RouteEdits(headers, rules.dropHeaders(), query(config), missing);
    }

    /** What the target's own query sets, the {@code query} block does not. */
    private static List<Parameter> query(RouteConfig config) {
        GenericConfig generic = config.generic();
        List<Parameter> targets = generic == null
                ? List.of()
                : Query.parameters(generic.targetQuery().reveal());
        List<Parameter> query = new ArrayList<>(targets);
        config.rules().query().forEach((name, value) -> {
            if (targets.stream().noneMatch(parameter -> parameter.name().equals(name))) {
                query.add(Parameter.of(name, value.reveal()));
            }
        });
        return query;
    }

    static Reach reach(RouteConfig config) {
        boolean subpaths = config.generic() == null || config.generic().includeSubpath();
        List<AllowedCall> allow =
                config.rules().allow().stream().map(AllowedCall::of).toList();
        return new Reach(subpaths, config.rules().methods(), allow);
    }
}
