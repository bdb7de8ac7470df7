package dev.gangway.agent.call;

import dev.gangway.agent.config.Settings;
import dev.gangway.agent.config.Settings.Excerpts;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.Redaction;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What is recorded, by the settings of the moment. */
final class Policy {

    private static final int FIRST_ERROR = 400;

    private final Settings settings;
    private final Hosts hosts;
    private final @Nullable Redaction redaction;

    Policy(Settings settings) {
        this.settings = settings;
        this.hosts = new Hosts(settings);
        Excerpts excerpts = settings.excerpts();
        this.redaction = excerpts == null ? null : Redaction.of(List.of(), excerpts.redact());
    }

    boolean isEnabled() {
        return settings.enabled();
    }

    Hosts hosts() {
        return hosts;
    }

    boolean wantsExcerpts() {
        return redaction != null;
    }

    /** What is to be kept of the bodies of a request with these headers and this query, or null. */
    @Nullable Excerpt excerpt(Call.Fields headers, @Nullable String query) {
        Excerpts excerpts = settings.excerpts();
        return excerpts == null || redaction == null ? null : Excerpt.of(excerpts.limit(), redaction, headers, query);
    }

    /** Whether {@code exchange} is one to keep. */
    boolean keeps(ExchangeRecord exchange) {
        Long slow = settings.slowMillis();
        return (settings.errorsAlways() && isError(exchange))
                || (slow != null && exchange.timing().durationMillis() >= slow)
                || settings.sample() >= 1
                || ThreadLocalRandom.current().nextDouble() < settings.sample();
    }

    static boolean isError(ExchangeRecord exchange) {
        Integer status = exchange.status();
        return exchange.end() != End.COMPLETE || status == null || status >= FIRST_ERROR;
    }
}
