package dev.gangway.config;

import dev.gangway.config.UpstreamConfig.ClientCertificate;
import dev.gangway.config.UpstreamConfig.ProxyConfig;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code upstream} block. */
final class UpstreamReader {

    static final List<String> SETTINGS =
            List.of("max-connections", "proxy", "no-proxy", "ca-file", "client-cert", "client-key");
    private static final UpstreamConfig DEFAULT = new UpstreamConfig(4096, null, List.of(), null);

    private final Block block;

    private UpstreamReader(Block block) {
        this.block = block;
    }

    static UpstreamConfig read(@Nullable Block block) {
        return block == null ? DEFAULT : new UpstreamReader(block).read();
    }

    private UpstreamConfig read() {
        List<X509Certificate> certificates = block.file("ca-file", Pem::certificates);
        return new UpstreamConfig(
                block.read("max-connections", Values::count, DEFAULT.maxConnections()),
                proxy(),
                certificates == null ? List.of() : certificates,
                client());
    }

    private @Nullable ProxyConfig proxy() {
        ProxyConfig proxy = block.read("proxy", ProxyUrl::parse);
        List<String> direct = block.texts("no-proxy", ProxyUrl::direct);
        return proxy == null ? null : new ProxyConfig(proxy.origin(), proxy.user(), proxy.password(), direct);
    }

    private @Nullable ClientCertificate client() {
        List<X509Certificate> chain = block.file("client-cert", Pem::certificates);
        PrivateKey key = block.file("client-key", Pem::privateKey);
        if (block.isEmpty("client-cert") != block.isEmpty("client-key")) {
            block.problem(
                    block.isEmpty("client-cert") ? "client-cert" : "client-key",
                    "is missing: client-cert and client-key belong together");
        }
        Path keyFile = block.read("client-key", Values::path);
        if (chain == null || key == null || keyFile == null) {
            return null;
        }
        if (!Pem.belong(key, chain.get(0))) {
            block.problem("client-key", "is not the key of the first certificate in client-cert");
        }
        return new ClientCertificate(chain, key, keyFile);
    }
}
