package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.GangwayServlet;
import dev.gangway.testing.Bytes;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures what observing costs: the CPU time of an exchange with tap, prices, record file and metrics on, by that with
 * all of them off, in pairs of one run. Off is a generic route whose API nobody named; it forwards all headers.
 */
@EnabledIfSystemProperty(named = "bench", matches = "true", disabledReason = "a measurement; see bench/README.md")
class ObservationCostTest {

    private static final int PAIRS = Integer.getInteger("pairs", 21);
    private static final int EXCHANGES = 4000;
    private static final double MOST = 1.15;
    private static final String METRICS = "io.micrometer.core.instrument.MeterRegistry";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final byte[] REQUEST = Bytes.utf8("""
            {"model":"gpt-4o","messages":[{"role":"user","content":"%s"}]}""".formatted("why ".repeat(100)));
    private static final String CHUNK = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4o-2024-08-06",\
            "choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}],"usage":null}

            """;
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":20,\"prompt_tokens_details\":{\"cached_tokens\":0}}}";
    private static final String JSON = """
            {"id":"chatcmpl-1","object":"chat.completion","model":"gpt-4o-2024-08-06","choices":[{"index":0,\
            "message":{"role":"assistant","content":"hello there"},"finish_reason":"stop"}],""" + USAGE;
    private static final String STREAM = CHUNK.repeat(20)
            + "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-2024-08-06\",\"choices\":[]," + USAGE
            + "\n\ndata: [DONE]\n\n";

    static Stream<String> kinds() {
        return Stream.of("application/json", "text/event-stream")
                .filter(kind -> kind.contains(System.getProperty("kind", "")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isSmall(String type, @TempDir Path folder) throws Exception {
        byte[] answer = Bytes.utf8(type.endsWith("json") ? JSON : STREAM);
        String head = "HTTP/1.1 200 OK\nContent-Type: " + type + "\nContent-Length: " + answer.length;
        try (RawUpstream upstream = RawUpstream.answering(head, answer);
                TestGateway off = start(folder, "off", """
                        access: { callers: anyone }
                        routes: [{ path: /openai, target: "%s", forward-headers: true, headers: { Authorization: Bearer k } }]
                        """.formatted(upstream.origin()));
                TestGateway on =
                        start(folder, "on", """
                        access: { callers: anyone }
                        records: { file: "%s" }
                        routes: [{ path: /openai, provider: openai, target: "%s", keys: [{ value: k }] }]
                        """.formatted(folder.resolve("records.jsonl"), upstream.origin()))) {
            microsEach(off, 3 * EXCHANGES);
            microsEach(on, 3 * EXCHANGES);
            double ratio = median(off, on, type);
            assertTrue(ratio <= MOST, () -> "the median ratio is " + ratio);
        }
    }

    private static TestGateway start(Path folder, String name, String yaml) throws Exception {
        Path file =
                Files.writeString(Files.createDirectories(folder.resolve("etc")).resolve(name + ".yaml"), yaml);
        return TestGateway.start("/", context -> {
            ServletHolder holder = new ServletHolder("gangway", GangwayServlet.class);
            holder.setInitParameter("config", file.toString());
            holder.setInitOrder(1);
            context.addServlet(holder, "/*");
            if (name.equals("off")) {
                context.setAttribute(METRICS, "none");
            }
        });
    }

    @SuppressWarnings("SystemOut") // the measurement
    private static double median(TestGateway off, TestGateway on, String type) throws Exception {
        double[] ratios = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            double without = microsEach(off, EXCHANGES);
            double with = microsEach(on, EXCHANGES);
            ratios[i] = with / without;
            System.out.printf("%s: off %.1f us, on %.1f us, ratio %.3f%n", type, without, with, ratios[i]);
        }
        Arrays.sort(ratios);
        System.out.printf(
                "%s: median %.3f, quartiles %.3f and %.3f%n",
                type, ratios[PAIRS / 2], ratios[PAIRS / 4], ratios[PAIRS - 1 - PAIRS / 4]);
        return ratios[PAIRS / 2];
    }

    private static double microsEach(TestGateway gateway, int exchanges) throws IOException, InterruptedException {
        long before = gatewaysNanos();
        try (RawClient client = new RawClient(gateway.port())) {
            for (int i = 0; i < exchanges; i++) {
                client.send(
                        "POST /openai/v1/chat/completions HTTP/1.1\nHost: h\nContent-Type: application/json\n"
                                + "User-Agent: OpenAI/Python 2.1\nAccept: application/json\nContent-Length: "
                                + REQUEST.length,
                        REQUEST);
                client.receive(false);
            }
        }
        Thread.sleep(200); // the record thread catches up
        return (gatewaysNanos() - before) / 1000.0 / exchanges;
    }

    /** CPU time of the threads that are neither the client's, the upstream's nor the JVM's own. */
    private static long gatewaysNanos() {
        long sum = 0;
        for (long id : THREADS.getAllThreadIds()) {
            ThreadInfo thread = THREADS.getThreadInfo(id);
            String name = thread == null ? "main" : thread.getThreadName();
            if (!name.equals("main") && !name.startsWith("raw-upstream")) {
                sum += Math.max(0, THREADS.getThreadCpuTime(id));
            }
        }
        return sum;
    }
}
