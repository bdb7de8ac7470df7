package dev.gangway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Many event streams at once, 20 events per second each; every event says when it was sent. */
final class Streams {

    private static final int DIGITS = 19;
    private static final long BASE = 1_000_000_000_000_000_000L;
    private static final int PER_SECOND = 20;
    private static final long RAMP_NANOS = 2_000_000_000L;

    private final Options options;
    private final int count;
    private final Histogram firsts = new Histogram(3);
    private final Histogram delays = new Histogram(3);
    private long events;
    private long ended;
    private long errors;
    private boolean measuring;

    Streams(Options options) {
        this.options = options;
        this.count = options.number("streams");
    }

    Map<String, Object> run() throws IOException {
        int seconds = options.number("seconds");
        int each = PER_SECOND * (seconds + (int) (RAMP_NANOS / 1_000_000_000L) + 2);
        ByteBuffer request = options.request("POST", options.text("path"), Load.body("bench-stream", each, 300), 0);
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        ProcessMeter meter = new ProcessMeter(options.number("pid"));
        try (Selector selector = Selector.open()) {
            open(selector, request, buffer);
            measuring = true;
            long counted = events;
            double cpu = meter.cpuSeconds();
            long rss = read(selector, buffer, seconds, meter);
            cpu = meter.cpuSeconds() - cpu;
            counted = events - counted;
            measuring = false;
            long end = System.nanoTime() + 10_000_000_000L;
            while (ended + errors < count && System.nanoTime() < end) {
                Connection.read(selector, buffer, end);
            }
            Map<String, Object> result = new TreeMap<>(Load.micros(delays, "delay"));
            result.putAll(Load.micros(firsts, "first"));
            result.put("events", events);
            result.put("dropped", (long) count * each - events);
            result.put("errors", errors);
            result.put("cpu_us", cpu * 1e6 / Math.max(1, counted));
            result.put("rss_kib", rss);
            return result;
        }
    }

    /** Evenly over the ramp, so that the streams do not beat in time. */
    private void open(Selector selector, ByteBuffer request, ByteBuffer buffer) throws IOException {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Stream stream = new Stream();
            stream.register(selector);
            stream.send(request);
            long due = begin + i * RAMP_NANOS / count;
            do {
                Connection.read(selector, buffer, Math.max(due, System.nanoTime() + 1_000_000));
            } while (System.nanoTime() < due);
        }
    }

    /** The most resident memory, sampled: a peak would also count what was there before the streams. */
    private static long read(Selector selector, ByteBuffer buffer, int seconds, ProcessMeter meter) throws IOException {
        long most = 0;
        for (int i = 0; i < seconds; i++) {
            long end = System.nanoTime() + 1_000_000_000L;
            while (System.nanoTime() < end - 1_000_000) {
                Connection.read(selector, buffer, end);
            }
            most = Math.max(most, meter.rssKib());
        }
        return most;
    }

    /** The only run of 19 digits in an event is its time. */
    private final class Stream extends Connection {
        private final long asked = System.nanoTime();
        private boolean started;
        private long value;
        private int digits;

        Stream() throws IOException {
            super(options.number("port"));
        }

        @Override
        public void head(String head) {
            if (!head.startsWith(OK)) {
                errors++;
            }
        }

        @Override
        public void body(ByteBuffer piece) {
            while (piece.hasRemaining()) {
                byte b = piece.get();
                if (b < '0' || b > '9') {
                    digits = 0;
                    value = 0;
                } else {
                    value = value * 10 + b - '0';
                    if (++digits == DIGITS) {
                        event(System.nanoTime() - (value - BASE));
                    }
                }
            }
        }

        private void event(long delay) {
            events++;
            if (measuring) {
                delays.recordValue(Math.max(0, delay / 1_000));
            }
            if (!started) {
                started = true;
                firsts.recordValue((System.nanoTime() - asked) / 1_000);
            }
        }

        @Override
        public void end() {
            ended++;
        }

        @Override
        void lost() {
            errors++;
        }
    }
}
