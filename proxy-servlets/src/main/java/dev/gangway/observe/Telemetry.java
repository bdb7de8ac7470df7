package dev.gangway.observe;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What exchanges report to, from their arrival on. */
public final class Telemetry implements AutoCloseable {

    /** For exchanges that the stop of the HTTP client breaks off, to say so. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final ExchangeListener NOBODY = exchange -> {};

    private final Dispatcher dispatcher;
    private final Supplier<ExchangeListener> spans;
    private final Map<String, BodyRules> bodies;
    private final InFlight inFlight;
    private final AtomicInteger active;

    /** Reports to {@code dispatcher}. */
    public Telemetry(Dispatcher dispatcher, Supplier<ExchangeListener> spans) {
        this(dispatcher, spans, new InFlight());
    }

    /**
     * Reports to {@code dispatcher}, keeps no bodies.
     *
     * @param spans asked on every request's own thread; what it gives is told of the end before the client is, and must
     *     not take its time
     * @param inFlight counts exchanges between going upstream and their end
     */
    public Telemetry(Dispatcher dispatcher, Supplier<ExchangeListener> spans, InFlight inFlight) {
        this(dispatcher, spans, inFlight, new AtomicInteger(), Map.of());
    }

    private Telemetry(
            Dispatcher dispatcher,
            Supplier<ExchangeListener> spans,
            InFlight inFlight,
            AtomicInteger active,
            Map<String, BodyRules> bodies) {
        this.dispatcher = dispatcher;
        this.spans = spans;
        this.inFlight = inFlight;
        this.active = active;
        this.bodies = Map.copyOf(bodies);
    }

    /** The same, which keeps of bodies what {@code rules} say, by the path of the route. */
    public Telemetry keeping(Map<String, BodyRules> rules) {
        return new Telemetry(dispatcher, spans, inFlight, active, rules);
    }

    /** An exchange begins. Called on its request's thread. */
    public Observation begin() {
        active.incrementAndGet();
        return new Observation(this, span());
    }

    private ExchangeListener span() {
        try {
            return spans.get();
        } catch (RuntimeException | LinkageError e) {
            dispatcher.fail();
            return NOBODY;
        }
    }

    /** For an exchange of {@code route}; null where its bodies are not kept. */
    @Nullable Bodies sample(String route) {
        BodyRules rules = bodies.get(route);
        if (rules == null || ThreadLocalRandom.current().nextDouble() >= rules.sample()) {
            return null;
        }
        return new Bodies(rules);
    }

    InFlight inFlight() {
        return inFlight;
    }

    void over(ExchangeRecord exchange, ExchangeListener span, @Nullable Bodies kept) {
        try {
            span.onExchange(exchange);
        } catch (RuntimeException | LinkageError e) {
            dispatcher.fail();
            throw e;
        } finally {
            dispatcher.dispatch(exchange, kept);
            land();
        }
    }

    void lost() {
        dispatcher.lose();
        land();
    }

    private void land() {
        if (active.decrementAndGet() == 0) {
            synchronized (active) {
                active.notifyAll();
            }
        }
    }

    /** How many exchanges have begun and not ended. */
    public int active() {
        return active.get();
    }

    /** Waits a moment for exchanges that are ending, then has the listeners told of all that have. */
    @Override
    public void close() {
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            synchronized (active) {
                long left = LAST_WORDS.toMillis();
                while (active.get() > 0 && left > 0) {
                    active.wait(left);
                    left = (end - System.nanoTime()) / 1_000_000;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            dispatcher.close();
        }
    }
}
