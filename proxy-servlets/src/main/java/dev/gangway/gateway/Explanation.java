package dev.gangway.gateway;

import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.Header;
import dev.gangway.provider.Query;
import dev.gangway.provider.Query.Parameter;
import dev.gangway.provider.Removal;
import dev.gangway.servlet.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Rehearsal} as text. What the gateway puts in, and what may be a client's credential, is shown as {@code ****}. */
final class Explanation {

    private static final String HIDDEN = "****";

    private final StringBuilder text = new StringBuilder();

    private Explanation() {}

    static boolean passes(Rehearsal rehearsal) {
        return rehearsal.refusal() == null && rehearsal.decision() instanceof Forward;
    }

    static String of(String method, String target, List<Header> headers, Rehearsal rehearsal) {
        Explanation explanation = new Explanation();
        explanation.line("route", rehearsal.route() == null ? "none" : rehearsal.route());
        if (rehearsal.refusal() != null) {
            explanation.refusal("refused", rehearsal.refusal());
        }
        if (rehearsal.decision() instanceof Refusal refusal) {
            explanation.refusal(rehearsal.refusal() == null ? "refused" : "and then", refusal);
        } else if (rehearsal.decision() instanceof Forward forward) {
            explanation.forward(rehearsal.refusal() == null ? "sends" : "would send", method, target, forward);
            explanation.headers(headers, rehearsal, forward);
        }
        if (rehearsal.wantsModel()) {
            explanation.line("note", "a model in the body that names a Vertex resource would change this");
        }
        return explanation.text.toString();
    }

    private void line(String label, String value) {
        text.append(String.format("%-11s %s%n", label, value));
    }

    private void refusal(String label, Refusal refusal) {
        line(label, refusal.code().status() + " " + refusal.code().code() + ": " + refusal.message());
    }

    private void forward(String label, String method, String target, Forward forward) {
        int mark = target.indexOf('?');
        String query = mark < 0 ? null : target.substring(mark + 1);
        line(label, method + " " + forward.upstream() + shown(forward.target(), query));
        line("provider", forward.provider());
        line("key", forward.key() == null ? "none" : forward.key());
        List<Parameter> left = parameters(forward.target());
        for (Parameter parameter : Query.parameters(query)) {
            if (left.stream().noneMatch(other -> other.raw().equals(parameter.raw()))) {
                line("- query", parameter.name());
            }
        }
    }

    /** The upstream's target, with the values of those parameters alone that the client may show. */
    private static String shown(String target, @Nullable String query) {
        List<String> clients =
                Query.parameters(query).stream().map(Parameter::raw).toList();
        List<String> shown = new ArrayList<>();
        for (Parameter parameter : parameters(target)) {
            boolean plain = clients.contains(parameter.raw()) && Removal.ALL.query(parameter.raw()) != null;
            shown.add(
                    plain || parameter.name().equals("api-version")
                            ? parameter.raw()
                            : parameter.name() + "=" + HIDDEN);
        }
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark) + "?" + String.join("&", shown);
    }

    private static List<Parameter> parameters(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? List.of() : Query.parameters(target.substring(mark + 1));
    }

    private void headers(List<Header> clients, Rehearsal rehearsal, Forward forward) {
        for (Header header : rehearsal.sent()) {
            boolean issued = forward.issued() != null && header.name().equalsIgnoreCase("authorization");
            boolean put = issued || has(forward.put(), header.name());
            boolean hidden = put || Removal.ALL.removesHeader(header.name());
            String sign = put || !has(clients, header.name()) ? "+ header" : "= header";
            line(sign, header.name() + ": " + (hidden ? HIDDEN : header.value()));
        }
        clients.stream()
                .map(Header::name)
                .filter(name -> !has(rehearsal.sent(), name))
                .distinct()
                .forEach(name -> line("- header", name));
    }

    private static boolean has(List<Header> headers, String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }
}
