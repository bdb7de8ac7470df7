package dev.gangway.servlet;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.gangway.servlet.UpstreamConnector.UpstreamEndPoint;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verifies that a connection to an upstream sets no timer for each of its requests, and is given up in time all the same. */
class UpstreamConnectorTest {

    private static final long UNUSED_MILLIS = 300;
    private static final long LONG_MILLIS = 600_000;

    private final Timers timers = new Timers();
    private final List<String> expired = new ArrayList<>();
    private SocketChannel channel;
    private UpstreamEndPoint endPoint;

    @BeforeEach
    void open() throws IOException {
        open(UNUSED_MILLIS);
    }

    private void open(long unusedMillis) throws IOException {
        UpstreamConnector connector = new UpstreamConnector();
        connector.setScheduler(timers);
        connector.setIdleTimeout(Duration.ofMillis(unusedMillis));
        channel = SocketChannel.open();
        endPoint = new UpstreamEndPoint(channel, mock(ManagedSelector.class), mock(SelectionKey.class), connector) {
            @Override
            protected void onIdleExpired(TimeoutException timeout) {
                expired.add(timeout.getMessage());
            }
        };
        endPoint.setIdleTimeout(unusedMillis);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    @Test
    void manyRequestsTakeOneTimer() {
        for (int i = 0; i < 1000; i++) {
            endPoint.setIdleTimeout(LONG_MILLIS);
            assertEquals(LONG_MILLIS, endPoint.getIdleTimeout());
            endPoint.setIdleTimeout(UNUSED_MILLIS);
        }
        assertEquals(1, timers.set.size());
    }

    @Test
    void anUnusedOneExpires() throws Exception {
        endPoint.setIdleTimeout(LONG_MILLIS);
        endPoint.setIdleTimeout(UNUSED_MILLIS);
        Thread.sleep(UNUSED_MILLIS + 50);
        timers.fire();
        assertEquals(1, expired.size(), "expired");
    }

    @Test
    void oneInUseIsLookedAtAgain() throws Exception {
        endPoint.setIdleTimeout(LONG_MILLIS);
        Thread.sleep(UNUSED_MILLIS + 50);
        timers.fire();
        assertEquals(List.of(), expired);
        assertEquals(UNUSED_MILLIS, timers.last().delay, "soon enough for when it is unused");
    }

    @Test
    void oneThatIsUnusedSinceAMomentIsLookedAtWhenItIsDue() throws Exception {
        channel.close();
        open(60_000);
        endPoint.setIdleTimeout(LONG_MILLIS);
        Thread.sleep(50);
        endPoint.setIdleTimeout(60_000);
        timers.fire();
        assertEquals(List.of(), expired);
        assertTrue(timers.last().delay <= 60_000 - 50, () -> "in " + timers.last().delay + " ms");
    }

    @Test
    void aShorterTimeHasItsOwnTimer() throws Exception {
        endPoint.setIdleTimeout(100);
        assertTrue(timers.last().delay <= 100, () -> "in " + timers.last().delay + " ms");
        expired.clear(); // on a machine that stood still
        Thread.sleep(150);
        timers.fire();
        assertEquals(1, expired.size(), "expired");
    }

    @Test
    void noneIsForEver() throws Exception {
        endPoint.setIdleTimeout(0);
        Thread.sleep(UNUSED_MILLIS + 50);
        timers.fire();
        assertEquals(List.of(), expired);
        assertEquals(UNUSED_MILLIS, timers.last().delay, "looked at again");
        endPoint.setIdleTimeout(UNUSED_MILLIS);
        timers.fire();
        assertEquals(1, expired.size(), "unused again");
    }

    @Test
    void aClosedOneHasNoTimer() throws Exception {
        channel.close();
        endPoint.close();
        timers.fire();
        assertEquals(1, timers.set.size());
    }

    /** Timers that come when they are told to. */
    private static final class Timers extends AbstractLifeCycle implements Scheduler {

        final List<Timer> set = new ArrayList<>();

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit unit) {
            Timer timer = new Timer(task, MILLISECONDS.convert(delay, unit));
            set.add(timer);
            return timer;
        }

        Timer last() {
            return set.get(set.size() - 1);
        }

        void fire() {
            last().task.run();
        }
    }

    private record Timer(Runnable task, long delay) implements Scheduler.Task {

        @Override
        public boolean cancel() {
            return true;
        }
    }
}
