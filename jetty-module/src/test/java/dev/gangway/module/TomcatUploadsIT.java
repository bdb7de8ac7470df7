package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Many small chunked bodies at once, whose threads wait for each other where one reads under a lock of Tomcat's. */
class TomcatUploadsIT {

    private static final int UPLOADS = Integer.getInteger("gangway.uploads", 4_000);
    private static final int CLIENTS = 8;

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "TOMCAT.*")
    void threadsThatReadEachOthersBodiesDoNotWaitForEachOther(Container container) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (RawUpstream upstream = RawUpstream.answering((request, socket, out) -> {
                    RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: " + request.body().length, request.body());
                    return true;
                });
                WarContainer war = WarContainer.start(container, TestGateway.fourRoutes(upstream.origin()))) {
            List<Callable<Void>> uploads = IntStream.range(0, UPLOADS)
                    .mapToObj(i -> upload(war.port(), i))
                    .toList();
            List<Future<Void>> done = clients.invokeAll(uploads, Child.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertEquals(0, deadlocked(war), "threads in a deadlock");
            for (Future<Void> one : done) {
                one.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static Callable<Void> upload(int port, int number) {
        // One route looks into the body first, the other sends it as it comes.
        String path = number % 2 == 0 ? "/genai_passthrough/v1beta/models/m:generate" : "/openai_passthrough/v1/x";
        byte[] body = Bytes.random(10 + number % 300);
        return () -> {
            HttpMessage answer = RawClient.exchange(port, "POST " + path + """
                             HTTP/1.1
                            Host: h
                            Content-Type: application/json
                            Transfer-Encoding: chunked
                            Connection: close""", Bytes.chunked(body, 4096));
            assertEquals(200, answer.status());
            assertArrayEquals(body, answer.body());
            return null;
        };
    }

    private static int deadlocked(WarContainer war) throws Exception {
        Object found = war.management().call(new ObjectName("java.lang:type=Threading"), "findDeadlockedThreads");
        assertTrue(found == null || found instanceof long[]);
        return found instanceof long[] threads ? threads.length : 0;
    }
}
