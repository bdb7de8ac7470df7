package dev.gangway.agent.record;

import dev.gangway.agent.config.Settings;
import dev.gangway.observe.Bodies;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.RecordFile;
import dev.gangway.observe.RecordFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes records without waiting, and writes them where the settings say, on a thread of its own. */
public final class Outlet implements AutoCloseable {

    /** Nobody waits for a record, and many in one go cost a part of each alone. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Dispatcher dispatcher;
    private final @Nullable RecordFile file;
    private boolean closed;

    private Outlet(Dispatcher dispatcher, @Nullable RecordFile file) {
        this.dispatcher = dispatcher;
        this.file = file;
    }

    /**
     * Opens what {@code settings} say.
     *
     * @param application the loader to look for SLF4J in, asked when the first record is written
     * @param prices says what they cost
     * @throws IOException if a file cannot be written
     */
    public static Outlet open(Settings settings, Supplier<@Nullable ClassLoader> application, Prices prices)
            throws IOException {
        RecordFormat format = settings.format();
        RecordFile file = null;
        ExchangeListener listener;
        switch (settings.target()) {
            case FILE -> {
                Path path = Objects.requireNonNull(settings.file());
                file = RecordFile.open(path, settings.maxSize(), settings.keep(), format);
                listener = file;
            }
            case STDERR -> listener = exchange -> System.err.println(format.text(exchange));
            default -> listener = new FirstKnows(() -> application(application.get(), format));
        }
        return new Outlet(Dispatcher.start(List.of(listener), prices, settings.queueSize(), PAUSE), file);
    }

    private static ExchangeListener application(@Nullable ClassLoader loader, RecordFormat format) {
        AppLog log = loader == null ? null : AppLog.find(loader, format);
        return log == null ? exchange -> System.err.println(format.text(exchange)) : log;
    }

    /** Takes {@code exchange} and what is kept of its bodies. */
    public void accept(ExchangeRecord exchange, @Nullable Bodies bodies) {
        dispatcher.dispatch(exchange, bodies);
    }

    /** How many records were not written, for they came too fast or could not be. */
    public long lost() {
        return dispatcher.dropped() + dispatcher.failed() + (file == null ? 0 : file.lost());
    }

    /** Writes what waits, and from now on whatever comes at once: the JVM is about to end. */
    public void hurry() {
        dispatcher.hurry();
    }

    /** Writes what waits, for a few seconds at most. May be called twice. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        dispatcher.close();
        if (file != null) {
            file.close();
        }
    }

    /** Is made up when the first record is here: by then the application has set up its logging. */
    private static final class FirstKnows implements ExchangeListener {

        private final Supplier<ExchangeListener> maker;
        private @Nullable ExchangeListener made;

        FirstKnows(Supplier<ExchangeListener> maker) {
            this.maker = maker;
        }

        @Override
        public void onExchange(ExchangeRecord exchange) {
            ExchangeListener to = made == null ? maker.get() : made;
            made = to;
            to.onExchange(exchange);
        }
    }
}
