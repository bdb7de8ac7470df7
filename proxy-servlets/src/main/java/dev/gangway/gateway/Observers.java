package dev.gangway.gateway;

import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.ExchangeLog;
import dev.gangway.observe.Telemetry;
import java.util.List;

/** All that watches the exchanges of one servlet, from its start to its stop. */
final class Observers implements AutoCloseable {

    private final Telemetry telemetry;

    private Observers(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    static Observers start() {
        Dispatcher dispatcher = Dispatcher.start(List.of(new ExchangeLog()));
        return new Observers(new Telemetry(dispatcher, () -> exchange -> {}));
    }

    Telemetry telemetry() {
        return telemetry;
    }

    @Override
    public void close() {
        telemetry.close();
    }
}
