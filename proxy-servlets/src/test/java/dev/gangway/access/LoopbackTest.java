package dev.gangway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.access.AccessPolicy.CallerRule.Loopback;
import dev.gangway.access.Verdict.Admitted;
import dev.gangway.access.Verdict.Forbidden;
import dev.gangway.testing.ForkedJvm;
import dev.gangway.testing.ForkedJvm.Ended;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies which calls count as coming from a program on this machine. */
class LoopbackTest {

    private static Verdict verdict(Call call) {
        return new AccessPolicy(new Loopback(), List.of()).check(call);
    }

    private static void assertIn(Call call) {
        assertEquals(new Admitted(null), verdict(call));
    }

    private static void assertOut(String reason, Call call) {
        String message = assertInstanceOf(Forbidden.class, verdict(call)).message();
        assertTrue(message.startsWith(reason), message);
        assertTrue(message.endsWith(" Allow it with access.callers: keys or anyone."), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "127.255.255.255",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1",
                "[0:0:0:0:0:0:0:1]",
                "::ffff:127.0.0.1",
                "::FFFF:7f00:1",
                "::1%lo",
                "[::1%1]",
            })
    void loopbackPeers(String peer) {
        assertIn(Call.local().from(peer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "192.0.2.7",
                "128.0.0.1",
                "126.255.255.255",
                "0.0.0.0",
                "2001:db8::1",
                "fe80::1%lo",
                "::",
                "::2",
                "::127.0.0.1",
                "::ffff:10.1.2.3",
                "64:ff9b::127.0.0.1",
                // no literals
                "",
                "localhost",
                "127.0.0.1.",
                "127.1",
                "2130706433",
                "0x7f.0.0.1",
                "127.0.0.1:80",
                "127.0.0.256",
                "127.0.0.1, 127.0.0.1",
                "[127.0.0.1",
                "::1::1",
                ":",
                "[]",
                "١٢٧.0.0.1",
            })
    void otherPeers(String peer) {
        assertOut("Only callers on the gateway's own machine", Call.local().from(peer));
    }

    /** The header, and what a container makes of it. */
    @ParameterizedTest
    @CsvSource({
        "localhost,localhost",
        "LOCALHOST,LOCALHOST",
        "LocalHost:8080,LocalHost",
        "localhost.,localhost.",
        "localhost.:65535,localhost.",
        "127.0.0.1,127.0.0.1",
        "127.0.0.1:8080,127.0.0.1",
        "127.9.9.9,127.9.9.9",
        "[::1],[::1]",
        "[::1]:8080,::1",
        "[0:0:0:0:0:0:0:1],[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]:80,[::ffff:127.0.0.1]",
    })
    void loopbackHosts(String header, String host) {
        assertIn(Call.to(header, host));
        assertIn(Call.withoutHost(host));
    }

    /** DNS rebinding: a name that its owner can point at this machine, or what a browser might take for one. */
    @ParameterizedTest
    @CsvSource({
        "evil.com,evil.com",
        "localhost.evil.com,localhost.evil.com",
        "evil.com:8080,evil.com",
        "foo.localhost,foo.localhost",
        "127.0.0.1.nip.io,127.0.0.1.nip.io",
        "0.0.0.0,0.0.0.0",
        "[::],[::]",
        "10.0.0.1,10.0.0.1",
        "[2001:db8::1]:80,[2001:db8::1]",
        "127.0.0.1.,127.0.0.1.",
        "127.1,127.1",
        "2130706433,2130706433",
        "localhost..,localhost..",
        "[::1].evil.com,[::1].evil.com",
        "[::1]evil]:80,[::1]evil]",
        "::1,::1x",
        "user@localhost,user@localhost",
        "'localhost,evil.com','localhost,evil.com'",
        "'',''",
    })
    void otherHosts(String header, String host) {
        assertOut("The Host header must be", Call.to(header, host));
        assertOut("The Host header must be", Call.withoutHost(host));
    }

    @Test
    void everyHostThatTheCallNamesMustBeLoopback() {
        assertOut("The Host header must be", Call.to("localhost", "evil.com"));
        assertOut("The Host header must be", Call.to("evil.com", "localhost"));
        assertOut("The Host header must be", Call.withoutHost(null));
        assertOut("The Host header must be", Call.local().with("host", "localhost:8080"));
        assertOut("The Host header must be", Call.local().with("HOST", "evil.com"));
    }

    /** Whoever controls a name's DNS would control the answer. Here, DNS says 127.0.0.1 to everything. */
    @Test
    void noNameIsLookedUp() throws Exception {
        List<String> names = List.of("999.1.1.1", "127.0.0.256", "1.2.3.999", "localhost.evil.com", "127.1.1.1.");
        Path hosts = Files.createTempFile(Files.createDirectories(Path.of("target")), "hosts", "");
        Files.write(hosts, names.stream().map(name -> "127.0.0.1 " + name).toList());

        Ended ended = new ForkedJvm()
                .property("jdk.net.hosts.file", hosts.toAbsolutePath().toString())
                .run(DeceivedByDns.class, names.toArray(String[]::new));

        assertEquals(new Ended(0, "", ""), ended);
    }

    /** Prints the names that are taken for this machine. */
    static final class DeceivedByDns {
        public static void main(String... names) throws Exception {
            for (String name : names) {
                if (!InetAddress.getByName(name).isLoopbackAddress()) {
                    throw new AssertionError("the test's DNS does not work");
                }
                if (verdict(Call.withoutHost(name)) instanceof Admitted
                        || verdict(Call.local().from(name)) instanceof Admitted) {
                    System.out.println(name);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "forwarded",
                "X-Forwarded-For",
                "x-forwarded-host",
                "X-FORWARDED-PROTO",
                "X-Forwarded-Anything",
                "X-Forwarded-",
                "X-Real-IP",
                "x-real-ip",
                "Via",
                "VIA",
            })
    void anotherProxy(String header) {
        assertOut("The call came through another proxy", Call.local().with(header, "127.0.0.1"));
        assertOut("The call came through another proxy", Call.local().with(header, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded", "X-Forward-For", "Viaduct", "X-Via", "User-Agent", "x-pass-via"})
    void headersThatNoProxyAdds(String header) {
        assertIn(Call.local().with(header, "127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://localhost:3000",
                "https://LOCALHOST:8443",
                "http://127.0.0.1:5173",
                "http://[::1]:3000",
            })
    void originsOnThisMachine(String origin) {
        assertIn(Call.local().with("Origin", origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "https://evil.com",
                "http://localhost.evil.com",
                "http://127.0.0.1.nip.io",
                "http://localhost@evil.com",
                "http://evil.com\\@localhost",
                "http://evil.com#@localhost",
                "http://0.0.0.0",
                "chrome-extension://abcdefgh",
                "file://",
                "localhost",
                "//localhost x",
                "http://",
                "http://[::1",
                "%",
            })
    void otherOrigins(String origin) {
        assertOut("Web pages of other origins", Call.local().with("Origin", origin));
        assertOut(
                "Web pages of other origins",
                Call.local().with("Origin", "http://localhost").with("origin", origin));
    }

    static Stream<String> crossSite() {
        return Stream.of("cross-site", "Cross-Site", "", "null", "same-origin, cross-site", "something-new");
    }

    @ParameterizedTest
    @MethodSource("crossSite")
    void fetchesAcrossSites(String value) {
        assertOut("Web pages of other origins", Call.local().with("Sec-Fetch-Site", value));
        assertOut(
                "Web pages of other origins",
                Call.local().with("sec-fetch-site", "same-origin").with("Sec-Fetch-Site", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "same-site", "none"})
    void fetchesWithinThisMachine(String value) {
        assertIn(Call.local().with("Sec-Fetch-Site", value));
    }
}
