package dev.gangway.observe;

import java.util.List;
import org.slf4j.spi.LoggingEventBuilder;

/** A record as the key-values of a log event. */
final class KeyValues extends FlatSink {

    private final LoggingEventBuilder event;

    KeyValues(LoggingEventBuilder event) {
        this.event = event;
    }

    private void put(String name, Object value) {
        LoggingEventBuilder ignored = event.addKeyValue(prefix + name, value);
    }

    @Override
    public void text(String name, String value) {
        put(name, value);
    }

    @Override
    public void number(String name, Number value) {
        put(name, value);
    }

    @Override
    public void flag(String name, boolean value) {
        put(name, value);
    }

    @Override
    public void texts(String name, List<String> values) {
        put(name, values);
    }
}
