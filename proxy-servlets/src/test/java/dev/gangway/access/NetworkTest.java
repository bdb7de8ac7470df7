package dev.gangway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gangway.access.AccessPolicy.CallerRule;
import dev.gangway.access.AccessPolicy.CallerRule.Anyone;
import dev.gangway.access.AccessPolicy.CallerRule.Keys;
import dev.gangway.access.AccessPolicy.CallerRule.Loopback;
import dev.gangway.access.Verdict.Admitted;
import dev.gangway.access.Verdict.Forbidden;
import dev.gangway.access.Verdict.Unauthorized;
import dev.gangway.credential.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies which peers a network lets in, alone and before each rule for callers. */
class NetworkTest {

    private static boolean admits(String network, String peer) {
        AccessPolicy policy = new AccessPolicy(new Anyone(), List.of(Network.of(network)));
        return policy.check(Call.local().from(peer)) instanceof Admitted;
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      10.0.0.0",
        "10.0.0.0/8,      10.255.255.255",
        "10.0.0.1/8,      10.200.0.1", // host bits set
        "10.1.2.3/32,     10.1.2.3",
        "10.1.2.3,        10.1.2.3",
        "10.0.0.0/9,      10.127.255.255",
        "10.0.0.0/31,     10.0.0.1",
        "172.16.0.0/12,   172.31.255.255",
        "0.0.0.0/0,       203.0.113.9",
        "10.0.0.0/8,      ::ffff:10.1.2.3", // an IPv4 peer on an IPv6 socket
        "10.0.0.0/8,      [::ffff:a01:203]",
        "::ffff:10.0.0.0/104, 10.1.2.3",
        "::ffff:10.1.2.3, 10.1.2.3",
        "::ffff:0:0/96,   203.0.113.9",
        "2001:db8::/32,   2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::/32,   [2001:db8::1]",
        "2001:db8::5/32,  2001:db8::9",
        "2001:db8::1,     2001:DB8:0:0:0:0:0:1",
        "2001:db8::/33,   2001:db8:7fff::1",
        "fe80::/10,       fe80::1%eth0",
        "fe80::/10,       [fe80::1%2]",
        "::/0,            2001:db8::1",
        "::1/128,         ::1",
    })
    void inside(String network, String peer) {
        assertEquals(true, admits(network, peer));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      11.0.0.0",
        "10.0.0.0/8,      9.255.255.255",
        "10.0.0.0/9,      10.128.0.0",
        "10.0.0.0/31,     10.0.0.2",
        "10.1.2.3,        10.1.2.4",
        "172.16.0.0/12,   172.32.0.0",
        "172.16.0.0/12,   172.15.255.255",
        "0.0.0.0/0,       2001:db8::1", // the other family
        "::/0,            10.1.2.3",
        "::/0,            ::ffff:10.1.2.3",
        "10.0.0.0/8,      ::10.1.2.3", // compatible is not mapped (RFC 4291, section 2.5.5)
        "::ffff:10.0.0.0/104, 11.1.2.3",
        "::ffff:10.0.0.0/104, ::ffff:11.1.2.3",
        "2001:db8::/32,   2001:db9::",
        "2001:db8::/33,   2001:db8:8000::1",
        "2001:db8::1,     2001:db8::2",
        "10.0.0.0/8,      ten",
        "10.0.0.0/8,      10.0.0.256",
        "10.0.0.0/8,      ''",
    })
    void outside(String network, String peer) {
        assertEquals(false, admits(network, peer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "ten",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.0/x",
                "::/129"
            })
    void noNetwork(String text) {
        assertThrows(IllegalArgumentException.class, () -> Network.of(text));
    }

    @Test
    void anyNetworkOfTheListWillDo() {
        AccessPolicy policy =
                new AccessPolicy(new Anyone(), List.of(Network.of("10.0.0.0/8"), Network.of("2001:db8::/32")));

        assertInstanceOf(Admitted.class, policy.check(Call.local().from("10.1.2.3")));
        assertInstanceOf(Admitted.class, policy.check(Call.local().from("2001:db8::7")));
        assertInstanceOf(Forbidden.class, policy.check(Call.local().from("127.0.0.1")));
    }

    /** The network comes first; then the rule for callers decides alone. */
    @Test
    void eachRuleForCallersHoldsToo() {
        CallerRule keys = new Keys(new GatewayKeys(Map.of("alice", Secret.of("k1"))));
        Call inside = Call.local().from("10.1.2.3");
        Call outside = Call.local().from("192.0.2.1").with("gangway-key", "k1");

        assertEquals(new Admitted(null), policy(new Anyone()).check(inside));
        assertInstanceOf(Forbidden.class, policy(new Anyone()).check(outside));
        assertInstanceOf(Unauthorized.class, policy(keys).check(inside));
        assertEquals(new Admitted("alice"), policy(keys).check(inside.with("gangway-key", "k1")));
        assertInstanceOf(Forbidden.class, policy(keys).check(outside));
        // Loopback is not in 10/8, and what is in 10/8 is not loopback.
        assertInstanceOf(Forbidden.class, policy(new Loopback()).check(inside));
        assertInstanceOf(Forbidden.class, policy(new Loopback()).check(Call.local()));
    }

    @Test
    void loopbackWithinItsNetwork() {
        AccessPolicy policy = new AccessPolicy(new Loopback(), List.of(Network.of("127.0.0.1")));

        assertInstanceOf(Admitted.class, policy.check(Call.local()));
        assertInstanceOf(Forbidden.class, policy.check(Call.local().from("127.0.0.2")));
        assertInstanceOf(Forbidden.class, policy.check(Call.to("evil.com", "evil.com")));
    }

    /** A signed URL stands for a key, not for the right place. */
    @Test
    void aSignedUrlIsBoundToTheNetworkAlone() {
        AccessPolicy policy = policy(new Loopback());

        assertEquals(
                new Admitted(null),
                policy.checkNetwork(Call.to("evil.com", "evil.com").from("10.1.2.3")));
        assertInstanceOf(Forbidden.class, policy.checkNetwork(Call.local()));
        assertEquals(
                new Admitted(null),
                new AccessPolicy(new Loopback(), List.of())
                        .checkNetwork(Call.local().from("192.0.2.1")));
    }

    private static AccessPolicy policy(CallerRule callers) {
        return new AccessPolicy(callers, List.of(Network.of("10.0.0.0/8")));
    }
}
