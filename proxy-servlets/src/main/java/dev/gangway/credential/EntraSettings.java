package dev.gangway.credential;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of Azure: an identity of Microsoft Entra.
 *
 * @param authority who issues tokens, such as {@code https://login.microsoftonline.com/TENANT}; not for a managed identity
 * @param clientId the application, or the managed identity where that is not the machine's only one; or null
 * @param proof how it proves itself
 * @param secretFiles files that hold a secret
 */
public record EntraSettings(String authority, @Nullable String clientId, Proof proof, List<Path> secretFiles)
        implements CloudSettings {

    public EntraSettings {
        secretFiles = List.copyOf(secretFiles);
    }

    /** How an identity proves itself. */
    public sealed interface Proof {

        /** A client secret. */
        record ClientSecret(Secret value) implements Proof {}

        /** A certificate, followed by those that sign it, and its private key. */
        record Certificate(List<X509Certificate> chain, PrivateKey key) implements Proof {
            public Certificate {
                chain = List.copyOf(chain);
            }

            /** Without the key. */
            @Override
            public String toString() {
                return "Certificate[" + chain.get(0).getSubjectX500Principal() + "]";
            }
        }

        /** A file with another party's token, such as that of a Kubernetes service account. */
        record FederatedToken(Path file) implements Proof {}

        /** What the machine, pod or function is that the gateway runs in. */
        record ManagedIdentity() implements Proof {}
    }
}
