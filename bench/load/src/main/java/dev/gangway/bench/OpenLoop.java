package dev.gangway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends small requests at a fixed rate, whatever the answers do. A time counts from when its request was due, so that a
 * stall is in the numbers of all who waited for it, and not only in one's (coordinated omission).
 */
final class OpenLoop {

    private static final int CONNECTIONS = 128;

    private final Options options;
    private final ByteBuffer request;
    private final BlockingQueue<Asking> free = new LinkedBlockingQueue<>();
    private final Histogram times = new ConcurrentHistogram(3);
    private final AtomicLong errors = new AtomicLong();
    private volatile boolean over;

    OpenLoop(Options options) {
        this.options = options;
        this.request = options.request("POST", options.text("path"), Load.body("bench-small", 0, 300), 0);
    }

    Map<String, Object> run() throws IOException, InterruptedException {
        Selector selector = Selector.open();
        for (int i = 0; i < CONNECTIONS; i++) {
            Asking connection = new Asking();
            connection.register(selector);
            free.add(connection);
        }
        Thread reader = new Thread(() -> readAll(selector), "reader");
        reader.start();
        ProcessMeter meter = new ProcessMeter(options.number("pid"));
        send(options.number("warmup", 1));
        times.reset();
        double cpu = meter.cpuSeconds();
        long sent = send(options.number("seconds"));
        cpu = meter.cpuSeconds() - cpu;
        over = true;
        selector.wakeup();
        reader.join();
        Map<String, Object> result = new TreeMap<>(Load.micros(times, "latency"));
        result.put("requests", sent);
        result.put("errors", errors.get());
        result.put("cpu_us", cpu * 1e6 / sent);
        return result;
    }

    /** Sends for {@code seconds}, waits for what is still out, and tells how many that were. */
    private long send(int seconds) throws IOException, InterruptedException {
        int rate = options.number("rate");
        long begin = System.nanoTime();
        long total = (long) rate * seconds;
        for (long i = 0; i < total; i++) {
            long due = begin + i * 1_000_000_000L / rate;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Asking connection = free.take();
            connection.due = due;
            connection.send(request);
        }
        while (free.size() < CONNECTIONS && errors.get() == 0) {
            Thread.sleep(1);
        }
        return total;
    }

    private void readAll(Selector selector) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        try {
            while (!over) {
                Connection.read(selector, buffer, System.nanoTime() + 1_000_000_000L);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Asking extends Connection {
        private volatile long due;

        Asking() throws IOException {
            super(options.number("port"));
        }

        @Override
        public void head(String head) {
            if (!head.startsWith(OK)) {
                errors.incrementAndGet();
            }
        }

        @Override
        public void body(ByteBuffer piece) {}

        @Override
        public void end() {
            times.recordValue((System.nanoTime() - due) / 1_000);
            free.add(this);
        }

        @Override
        void lost() {
            errors.incrementAndGet();
        }
    }
}
