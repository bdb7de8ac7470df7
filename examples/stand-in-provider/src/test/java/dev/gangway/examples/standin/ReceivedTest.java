package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.examples.standin.Received.Header;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReceivedTest extends OverSockets {

    @BeforeEach
    void nothingReceived() {
        provider.clear();
    }

    @Test
    void targetAndHeadersAreAsOnTheWire() throws Exception {
        String raw = """
                POST /v1/models/org%2Fmodel%20name;x=1/?a%5B%5D=1&a%5B%5D=2&q=%zz HTTP/1.1
                Host: me.example
                content-TYPE: Application/JSON
                X-Two: b
                x-two:  a \s
                Authorization: Bearer K
                Connection: close
                Content-Length: 2

                {}""";
        assertTrue(overSocket(raw).startsWith("HTTP/1.1 404 "));
        Received one = provider.received().get(0);
        assertEquals("/v1/models/org%2Fmodel%20name;x=1/?a%5B%5D=1&a%5B%5D=2&q=%zz", one.target());
        assertEquals("HTTP/1.1", one.protocol());
        assertEquals(
                List.of(
                        new Header("Host", "me.example"),
                        new Header("content-TYPE", "Application/JSON"),
                        new Header("X-Two", "b"),
                        new Header("x-two", "a"),
                        new Header("Authorization", "Bearer K"),
                        new Header("Connection", "close"),
                        new Header("Content-Length", "2")),
                one.headers());
        assertEquals(List.of("b", "a"), one.values("x-TWO"));
        assertEquals("{}", one.bodyText());
    }

    /** The block of the README, word for word. */
    @Test
    void isUsedAsTheReadmeShows() throws Exception {
        try (StandInProvider provider = StandInProvider.start(0)) {
            // send something to provider.uri(), then look at
            provider.received();
        }
        String readme = Files.readString(Path.of("README.md"));
        String block = readme.split("```java\n", -1)[1].split("```", -1)[0];
        String source = Files.readString(Path.of("src/test/java/dev/gangway/examples/standin/ReceivedTest.java"));
        assertTrue(source.replaceAll("\\s", "").contains(block.replaceAll("\\s", "")), block);
    }

    @Test
    void aMebibyteOfTheBodyIsKeptAndAllOfItCounted() throws Exception {
        post("/v1/chat/completions", "x".repeat(40 << 20), OPENAI);
        Received one = provider.received().get(0);
        assertEquals(1 << 20, one.body().length);
        assertEquals(40L << 20, one.bodyLength());
    }

    @Test
    void onlyTheLastThousandAreKept() throws Exception {
        for (int i = 0; i < 1001; i++) {
            get("/v1/models?i=" + i, OPENAI);
        }
        assertEquals(1000, provider.received().size());
        assertEquals("/v1/models?i=1", provider.received().get(0).target());
    }

    @Test
    void shownAsJsonAndCleared() throws Exception {
        post("/v1/chat/completions", "{\"x\":1}", OPENAI);
        JsonNode list = json(200, get("/__stand-in/received"));
        assertEquals(1, list.size());
        assertEquals("{\"x\":1}", list.at("/0/body").stringValue());
        assertTrue(list.path(0).path("headers").toString().contains("Bearer sk-1"));
        assertEquals(204, delete("/__stand-in/received").statusCode());
        assertEquals(List.of(), provider.received());
    }

    @Test
    void http2WithoutTls() throws Exception {
        HttpClient http2 = HttpClient.newHttpClient();
        var response = http2.send(request("GET", "/v1/models", "", OPENAI), BodyHandlers.ofString());
        assertEquals(HttpClient.Version.HTTP_2, response.version());
        json(200, response);
    }

    private String overSocket(String raw) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), provider.port())) {
            socket.getOutputStream().write(raw.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream());
        }
    }
}
