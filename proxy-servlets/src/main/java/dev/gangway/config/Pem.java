package dev.gangway.config;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Paths of PEM files to what is in them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class Pem {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    private Pem() {}

    /** All certificates of a file, at least one. */
    static List<X509Certificate> certificates(String path) throws BadValue {
        List<byte[]> blocks = blocks(path, CERTIFICATE);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new ArrayList<>();
            for (byte[] block : blocks) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new BadValue("file " + path + " holds a certificate that cannot be read");
        }
    }

    /** The one private key of a file, unencrypted PKCS #8. */
    static PrivateKey privateKey(String path) throws BadValue {
        byte[] key = blocks(path, PRIVATE_KEY).get(0);
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            } catch (GeneralSecurityException e) {
                // The next one may fit.
            }
        }
        throw new BadValue("file " + path + " holds a private key that is neither RSA, EC nor EdDSA");
    }

    /** Whether {@code certificate} is about {@code key}. */
    static boolean belong(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] text = {1};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<byte[]> blocks(String path, String label) throws BadValue {
        String text = TextFile.read(TextFile.absolute(path, "a PEM file"), MOST_BYTES);
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<byte[]> blocks = new ArrayList<>();
        for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
            int stop = text.indexOf(end, at);
            blocks.add(stop < 0 ? new byte[0] : base64(text.substring(at + begin.length(), stop)));
        }
        if (blocks.isEmpty()) {
            throw new BadValue("file " + path + " has no " + begin + hint(text, label));
        }
        return blocks;
    }

    private static String hint(String text, String label) {
        return label.equals(PRIVATE_KEY) && text.contains(PRIVATE_KEY)
                ? "; convert the key it has with openssl pkcs8 -topk8 -nodes"
                : "";
    }

    /** What is no Base64 is no certificate and no key either, and is found out there. */
    private static byte[] base64(String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
