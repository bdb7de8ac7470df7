package dev.gangway.config;

import dev.gangway.credential.CloudLibrary;
import dev.gangway.credential.EntraSettings;
import dev.gangway.credential.EntraSettings.Proof;
import dev.gangway.credential.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code entra} block of a key. */
final class EntraReader {

    static final String NAME = "entra";
    static final List<String> SETTINGS = List.of(
            "tenant",
            "client-id",
            "client-secret",
            "client-cert",
            "client-key",
            "federated-token-file",
            "managed-identity",
            "authority");

    private static final String PUBLIC = "https://login.microsoftonline.com";

    private final Block block;
    private final List<Proof> proofs = new ArrayList<>();
    private int ways;

    private EntraReader(Block block) {
        this.block = block;
    }

    /** Null where all that it may prove itself with is empty. */
    static @Nullable EntraSettings read(Block block) {
        return new EntraReader(block).read();
    }

    private @Nullable EntraSettings read() {
        Secret secret = block.secret("client-secret", Values::key);
        add(!block.isEmpty("client-secret"), secret.isEmpty() ? null : new Proof.ClientSecret(secret));
        add(!block.isEmpty("client-cert") || !block.isEmpty("client-key"), certificate());
        Path token = block.read("federated-token-file", EntraReader::file);
        add(!block.isEmpty("federated-token-file"), token == null ? null : new Proof.FederatedToken(token));
        boolean managed = block.read("managed-identity", Values::flag, false);
        add(managed, managed ? new Proof.ManagedIdentity() : null);
        String tenant = block.read("tenant", EntraReader::id);
        String clientId = block.read("client-id", EntraReader::id);
        String authority = block.read("authority", EntraReader::authority, PUBLIC);
        check(managed);
        return proofs.isEmpty()
                ? null
                : new EntraSettings(
                        authority + "/" + (tenant == null ? "common" : tenant), clientId, proofs.get(0), secretFiles());
    }

    private void add(boolean given, @Nullable Proof proof) {
        ways += given ? 1 : 0;
        if (proof != null) {
            proofs.add(proof);
        }
    }

    private void check(boolean managed) {
        if (ways > 1) {
            block.problem(
                    block.node(),
                    "must have one of client-secret, client-cert, federated-token-file and managed-identity only");
        }
        if (ways > 0 && !managed && (block.isEmpty("tenant") || block.isEmpty("client-id"))) {
            block.problem(block.node(), "needs tenant and client-id");
        }
        if (ways > 0 && !CloudLibrary.AZURE.isThere()) {
            block.problem(block.node(), "needs Microsoft's auth library: " + CloudLibrary.AZURE.advice());
        }
    }

    private @Nullable Proof certificate() {
        List<X509Certificate> chain = block.read("client-cert", Pem::certificates);
        PrivateKey key = block.read("client-key", Pem::privateKey);
        if (block.isEmpty("client-cert") != block.isEmpty("client-key")) {
            block.problem(block.node(), "client-cert and client-key belong together");
        }
        if (chain == null || key == null) {
            return null;
        }
        if (!Pem.belong(key, chain.get(0))) {
            block.problem("client-key", "is not the key of the first certificate in client-cert");
        }
        return new Proof.Certificate(chain, key);
    }

    private List<Path> secretFiles() {
        String key = block.read("client-key", text -> text);
        return key == null ? List.of() : List.of(Path.of(key));
    }

    private static Path file(String path) throws BadValue {
        Path file = TextFile.absolute(path, "a file with a token");
        if (!Files.isReadable(file)) {
            throw new BadValue("file " + path + " cannot be read");
        }
        return file;
    }

    /** Tenant and application become part of a URL. */
    private static String id(String text) throws BadValue {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,99}")) {
            throw new BadValue("must be an id such as 00000000-0000-0000-0000-000000000000, or a domain");
        }
        return text;
    }

    private static String authority(String text) throws BadValue {
        String url = Urls.parse(text).toString();
        if (!url.startsWith("https://")) {
            throw new BadValue("must be an https:// URL such as " + PUBLIC);
        }
        return url;
    }
}
