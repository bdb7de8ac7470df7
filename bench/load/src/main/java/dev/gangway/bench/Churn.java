package dev.gangway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Clients that leave in mid-stream, each replaced by the next at once; at the end none of their streams may be left. */
final class Churn {

    private static final int AT_ONCE = 100;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Options options;
    private final Random random = new Random(42);
    private long left;
    private long errors;
    private int open;

    Churn(Options options) {
        this.options = options;
    }

    Map<String, Object> run() throws IOException {
        ByteBuffer request = options.request("POST", options.text("path"), Load.body("bench-stream", 6_000, 300), 0);
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        ProcessMeter meter = new ProcessMeter(options.number("pid"));
        long rss = meter.rssKib();
        double cpu = meter.cpuSeconds();
        try (Selector selector = Selector.open()) {
            long end = System.nanoTime() + options.number("seconds") * 1_000_000_000L;
            while (System.nanoTime() < end - 1_000_000 && errors == 0) {
                while (open < AT_ONCE) {
                    open++;
                    Leaver leaver = new Leaver();
                    leaver.register(selector);
                    leaver.send(request);
                }
                Connection.read(selector, buffer, Math.min(end, System.nanoTime() + 10_000_000));
            }
            cpu = meter.cpuSeconds() - cpu;
            for (var key : selector.keys()) {
                key.channel().close();
            }
        }
        Map<String, Object> result = new TreeMap<>();
        result.put("left", left);
        result.put("errors", errors);
        result.put("cpu_us", cpu * 1e6 / Math.max(1, left));
        result.put("rss_growth_kib", meter.rssKib() - rss);
        int abandoned = abandoned(buffer);
        result.put("abandoned", abandoned);
        return result;
    }

    /** How many streams the upstream still sends, once the proxy has had time to notice that nobody listens. */
    private int abandoned(ByteBuffer buffer) throws IOException {
        Counter counter = new Counter(options.number("upstream-port"));
        ByteBuffer request = options.request("GET", "/streams", "", 0);
        try (Selector selector = Selector.open()) {
            counter.register(selector);
            for (long end = System.nanoTime() + PATIENCE_NANOS; counter.streams != 0 && System.nanoTime() < end; ) {
                counter.send(request);
                counter.answered = false;
                while (!counter.answered && System.nanoTime() < end) {
                    Connection.read(selector, buffer, System.nanoTime() + 100_000_000);
                }
            }
            counter.close();
        }
        return counter.streams;
    }

    private final class Leaver extends Connection {
        private int patience = 1 + random.nextInt(10);

        Leaver() throws IOException {
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
            if (--patience == 0) {
                left++;
                open--;
                try {
                    close();
                } catch (IOException e) {
                    errors++;
                }
            }
        }

        @Override
        public void end() {
            errors++;
        }

        @Override
        void lost() {
            errors++;
        }
    }

    private static final class Counter extends Connection {
        private int streams = -1;
        private boolean answered;
        private final StringBuilder text = new StringBuilder();

        Counter(int port) throws IOException {
            super(port);
        }

        @Override
        public void head(String head) {
            text.setLength(0);
        }

        @Override
        public void body(ByteBuffer piece) {
            while (piece.hasRemaining()) {
                text.append((char) piece.get());
            }
        }

        @Override
        public void end() {
            streams = Integer.parseInt(text.toString());
            answered = true;
        }

        @Override
        void lost() {
            answered = true;
        }
    }
}
