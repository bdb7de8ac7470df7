package dev.gangway.observe;

import java.io.Flushable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs every exchange to the logger {@code dev.gangway.exchange} at INFO: the record in JSON as the message, so that any
 * layout can print it, and as key-values where the logging library keeps those.
 */
public final class ExchangeLog implements ExchangeListener, Flushable {

    private final Logger log;
    private final boolean isJettys;

    /** Logs by the logging library that is there. */
    public ExchangeLog() {
        this(LoggerFactory.getLogger("dev.gangway.exchange"));
    }

    ExchangeLog(Logger log) {
        this.log = log;
        this.isJettys = log.getClass().getName().equals("org.eclipse.jetty.logging.JettyLogger");
    }

    @Override
    public void onExchange(ExchangeRecord exchange) {
        if (log.isInfoEnabled()) {
            GatheringErr.gather(() -> log(exchange));
        }
    }

    /** Only what goes to a standard error that gathers has waited. */
    @Override
    public void flush() {
        GatheringErr.releaseAll();
    }

    private void log(ExchangeRecord exchange) {
        String text = RecordFormat.JSON.text(exchange);
        if (log instanceof LoggingEventAware) {
            LoggingEventBuilder event = log.atInfo();
            RecordFields.write(exchange, new KeyValues(event));
            event.setMessage(text).log();
        } else if (isJettys) {
            GatheringErr.end(text, log::info);
        } else {
            log.info(text); // SLF4J would print key-values in front of the message
        }
    }
}
