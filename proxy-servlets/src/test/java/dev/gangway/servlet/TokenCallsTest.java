package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gangway.credential.TokenHttp.Answer;
import dev.gangway.credential.TokenHttp.Call;
import dev.gangway.credential.TokenHttp.ProxyRefusal;
import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verifies a token service's call at the wire, and the kind of each failure, by which its reason is told. */
class TokenCallsTest {

    private final HttpClient client = new HttpClient();
    private final CountDownLatch never = new CountDownLatch(1);
    private RawUpstream service;

    @BeforeEach
    void start() throws Exception {
        client.start();
        client.getContentDecoderFactories().clear();
        service = RawUpstream.answering((request, socket, out) -> {
            if (request.target().equals("/silent")) {
                never.await();
            }
            if (request.target().equals("/garbage")) {
                RawUpstream.write(out, "SSH-2.0-OpenSSH_9.6", new byte[0]);
                return false;
            }
            RawUpstream.write(out, "HTTP/1.1 418 Other\nA: 1\nA: 2\nContent-Length: 2", Bytes.utf8("no"));
            return true;
        });
    }

    @AfterEach
    void stop() throws Exception {
        never.countDown();
        client.stop();
        service.close();
    }

    /** The routes are of no interest here. */
    @SuppressWarnings("NullAway")
    private Answer send(String method, String url, String body, long millis) throws IOException {
        Live live = new Live(null, Map.of(Duration.ZERO, client), () -> {});
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded", "Metadata", "true");
        return new TokenCalls(() -> live)
                .send(new Call(method, url, headers, Bytes.utf8(body), Duration.ofMillis(millis)));
    }

    @Test
    void allOfItIsThere() throws Exception {
        Answer answer = send("POST", service.origin() + "/token?a=%2F", "c=d", 10_000);

        HttpMessage sent = service.take();
        assertEquals("POST /token?a=%2F HTTP/1.1", sent.startLine());
        assertEquals("c=d", sent.text());
        assertEquals("application/x-www-form-urlencoded", sent.header("content-type"));
        assertEquals("true", sent.header("metadata"));
        assertEquals(418, answer.status());
        assertEquals(List.of("1", "2"), answer.headers().get("A"));
        assertArrayEquals(Bytes.utf8("no"), answer.body());
    }

    @Test
    void aGetHasNoBody() throws Exception {
        send("GET", service.origin() + "/x", "", 10_000);

        assertEquals(0, service.take().body().length);
    }

    @Test
    void silenceIsATimeout() {
        assertThrows(SocketTimeoutException.class, () -> send("GET", service.origin() + "/silent", "", 200));
    }

    @Test
    void aClosedPortIsAFailureToConnect() {
        service.close();

        assertThrows(ConnectException.class, () -> send("GET", service.origin() + "/x", "", 10_000));
    }

    /** Jetty's failure is of the kind that a refusing proxy has, and bears a status, too. */
    @Test
    void whatIsNoHttpIsNoProxysAnswer() {
        IOException failure =
                assertThrows(IOException.class, () -> send("GET", service.origin() + "/garbage", "", 10_000));

        assertFalse(failure instanceof ProxyRefusal, failure::toString);
    }
}
