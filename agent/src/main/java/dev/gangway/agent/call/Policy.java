package dev.gangway.agent.call;

import dev.gangway.agent.config.Settings;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import java.util.concurrent.ThreadLocalRandom;

/** What is recorded, by the settings of the moment. */
final class Policy {

    private static final int FIRST_ERROR = 400;

    private final Settings settings;
    private final Hosts hosts;

    Policy(Settings settings) {
        this.settings = settings;
        this.hosts = new Hosts(settings);
    }

    boolean isEnabled() {
        return settings.enabled();
    }

    Hosts hosts() {
        return hosts;
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
