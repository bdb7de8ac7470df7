package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.gangway.config.UpstreamConfig;
import dev.gangway.config.UpstreamConfig.ProxyConfig;
import dev.gangway.credential.Secret;
import dev.gangway.servlet.UpstreamSettings.Proxy;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies which hosts are reached without the proxy. */
class UpstreamFactoryTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "example.com, www.example.com, false",
        "example.com, myexample.com, false",
        ".example.com, www.example.com, true",
        ".example.com, example.com, true",
        ".example.com, myexample.com, false",
        "example.com:8443, example.com:8443, true",
        "example.com:8443, example.com:443, false",
        "*, anything, true",
        "10.0.0.0/8, 10.1.2.3, true",
        "10.0.0.0/8, 11.1.2.3, false",
        "10.0.0.0/8, 10.example.com, false",
        "10.1.2.3, 10.1.2.3, true",
        "2001:db8::/32, [2001:db8::1], true",
        "nothing.test, localhost, true",
        "nothing.test, a.localhost, true",
        "nothing.test, 127.9.9.9, true",
        "nothing.test, [::1], true",
        "nothing.test, 169.254.169.254, true",
        "nothing.test, [fe80::1], true",
        "nothing.test, metadata.google.internal, true",
        "nothing.test, api.openai.com, false",
    })
    void direct(String entry, String host, boolean direct) {
        ProxyConfig proxy = new ProxyConfig(URI.create("http://proxy"), "", Secret.NONE, List.of(entry));

        Proxy made = UpstreamFactory.settings(new UpstreamConfig(1, proxy, List.of(), null))
                .proxy();

        assertNotNull(made);
        assertEquals(direct, made.direct().test(host));
        assertEquals(80, made.port());
    }
}
