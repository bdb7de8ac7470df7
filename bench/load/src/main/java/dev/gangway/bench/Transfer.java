package dev.gangway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.TreeMap;

/** One large body after the other, up or down, over one blocking connection. */
final class Transfer implements HttpParser.Handler {

    private static final int PIECE = 128 * 1024;
    private static final int MEBIBYTE = 1024 * 1024;

    private final Options options;
    private final boolean up;
    private final long size;
    private boolean answered;
    private long received;
    private long errors;

    Transfer(Options options, boolean up) {
        this.options = options;
        this.up = up;
        this.size = options.number("mebibytes") * (long) MEBIBYTE;
    }

    Map<String, Object> run() throws IOException {
        ProcessMeter meter = new ProcessMeter(options.number("pid"));
        int times = options.number("times");
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.number("port")))) {
            HttpParser parser = new HttpParser(this, true);
            once(channel, parser, Math.min(size, 16L * MEBIBYTE));
            long before = meter.rssKib();
            meter.forgetPeak();
            double cpu = meter.cpuSeconds();
            long begin = System.nanoTime();
            for (int i = 0; i < times; i++) {
                once(channel, parser, size);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            double mebibytes = (double) size * times / MEBIBYTE;
            Map<String, Object> result = new TreeMap<>();
            result.put("mib_per_second", mebibytes / seconds);
            result.put("cpu_us", (meter.cpuSeconds() - cpu) * 1e6 / mebibytes);
            result.put("peak_rss_kib", meter.peakKib());
            result.put("rss_growth_kib", meter.peakKib() - before);
            result.put("errors", errors);
            return result;
        }
    }

    private void once(SocketChannel channel, HttpParser parser, long bytes) throws IOException {
        answered = false;
        received = 0;
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        write(
                channel,
                up
                        ? options.request("POST", options.text("path"), "", bytes)
                        : options.request("GET", options.text("path") + bytes, "", 0));
        for (long left = up ? bytes : 0; left > 0; left -= piece.limit()) {
            piece.clear().limit((int) Math.min(left, PIECE));
            write(channel, piece.slice(0, piece.limit()));
        }
        while (!answered) {
            piece.clear();
            if (channel.read(piece) < 0) {
                throw new IOException("the connection ended before the answer did");
            }
            parser.feed(piece.flip());
        }
        if (!up && received != bytes) {
            errors++;
        }
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void head(String head) {
        if (!head.startsWith(Connection.OK)) {
            errors++;
        }
    }

    @Override
    public void body(ByteBuffer piece) {
        received += piece.remaining();
    }

    @Override
    public void end() {
        answered = true;
    }
}
