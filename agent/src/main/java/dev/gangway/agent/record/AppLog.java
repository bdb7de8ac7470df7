package dev.gangway.agent.record;

import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.RecordFormat;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Logs records by the application's own SLF4J, which is found by reflection, at INFO. */
final class AppLog implements ExchangeListener {

    /** The gateway's servlets log to the same. */
    private static final String NAME = "dev.gangway.exchange";

    private final Object logger;
    private final Method isEnabled;
    private final Method log;
    private final RecordFormat format;

    private AppLog(ClassLoader loader, RecordFormat format) throws ReflectiveOperationException {
        Class<?> type = Class.forName("org.slf4j.Logger", true, loader);
        this.logger = factory(loader).getMethod("getLogger", String.class).invoke(null, NAME);
        this.isEnabled = type.getMethod("isInfoEnabled");
        this.log = type.getMethod("info", String.class);
        this.format = format;
    }

    /** Null where {@code loader} has no SLF4J, or one that logs nothing. */
    static @Nullable AppLog find(ClassLoader loader, RecordFormat format) {
        try {
            Object loggers = factory(loader).getMethod("getILoggerFactory").invoke(null);
            return loggers.getClass().getName().contains("NOPLoggerFactory") ? null : new AppLog(loader, format);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private static Class<?> factory(ClassLoader loader) throws ClassNotFoundException {
        return Class.forName("org.slf4j.LoggerFactory", true, loader);
    }

    @Override
    public void onExchange(ExchangeRecord exchange) {
        try {
            if (Boolean.TRUE.equals(isEnabled.invoke(logger))) {
                Object ignored = log.invoke(logger, format.text(exchange));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
