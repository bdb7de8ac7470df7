package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SIGTERM: no new connections, running streams end, also those that fall silent for a while, then the JVM ends. */
class DrainIT {
    private static final int STREAMS = 50;
    private static final String MODELS = "/openai_passthrough/v1/models";
    /** Jetty gives connections 1 s of idle time once it stops; a thinking model takes longer. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final Upstream upstream = new Upstream();
    private JettyBase base = JettyBase.empty();

    @AfterEach
    void stop() {
        base.close();
        upstream.close();
    }

    @Test
    void streamsOverHttp1End() throws Exception {
        Child jetty = start();
        URI origin = JettyBase.awaitReady(jetty);
        Gateway gateway = Gateway.of(origin, Version.HTTP_1_1);
        List<Events> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(gateway.open(upstream, "h1-" + i));
        }
        drain(jetty, origin, streams);
    }

    @Test
    void streamsOverHttp2End() throws Exception {
        Child jetty = start();
        URI origin = JettyBase.awaitReady(jetty);
        try (Http2Connection connection = new Http2Connection(origin)) {
            List<Events> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                String stream = "h2-" + i;
                upstream.next(stream);
                InputStream body = connection.get("/openai_passthrough/v1/chat/completions?stream=" + stream);
                streams.add(new Events(upstream, stream, body));
            }
            drain(jetty, origin, streams);
        }
    }

    @Test
    void idleConnectionsDoNotHoldUpTheStop() throws Exception {
        Child jetty = start();
        URI origin = JettyBase.awaitReady(jetty);
        assertEquals(200, Gateway.of(origin, Version.HTTP_1_1).get(MODELS).statusCode());
        assertEquals(200, Gateway.of(origin, Version.HTTP_2).get(MODELS).statusCode());
        long before = System.nanoTime();
        jetty.terminate();
        jetty.awaitExit();
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took::toString);
    }

    @Test
    void silentStreamsOutliveTheConnectorsIdleTimeout() throws Exception {
        Child jetty = start("jetty.http.idleTimeout=1000");
        URI origin = JettyBase.awaitReady(jetty);
        Gateway http1 = Gateway.of(origin, Version.HTTP_1_1);
        Gateway http2 = Gateway.of(origin, Version.HTTP_2);
        http2.get(MODELS); // from here on HTTP/2 without the upgrade's peculiarities
        try (Events first = http1.open(upstream, "s1");
                Events second = http2.open(upstream, "s2")) {
            for (int i = 0; i < 3; i++) {
                first.readOne();
                second.readOne();
                Child.sleep(SILENCE);
            }
            first.readToEnd();
            second.readToEnd();
        }
    }

    private Child start(String... arguments) {
        base = JettyBase.withModules("http,http2c,gangway").routeTo(upstream.origin());
        return base.start(arguments);
    }

    private static void drain(Child jetty, URI origin, List<Events> streams) throws Exception {
        for (Events events : streams) {
            events.readOne();
        }
        jetty.terminate();
        awaitRefusal(origin);
        Child.sleep(SILENCE);
        assertTrue(jetty.isAlive(), "Ended with streams running");
        for (Events events : streams) {
            events.readToEnd();
            events.close();
        }
        assertEquals(128 + 15, jetty.awaitExit(), jetty::toString);
    }

    private static void awaitRefusal(URI origin) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end && connects(origin)) {
            Child.sleep(Duration.ofMillis(20));
        }
        assertThrows(IOException.class, () -> connect(origin));
    }

    private static boolean connects(URI origin) {
        try {
            connect(origin);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void connect(URI origin) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(origin.getHost(), origin.getPort()), 1000);
        }
    }
}
