package dev.gangway.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What AWS does with a signed request, written from its description and without a line of its libraries.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signing</a>
 */
public final class SigV4Check {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+),"
                    + " Signature=([0-9a-f]{64})");

    private static final String UNRESERVED = "-._~";

    private SigV4Check() {}

    /** What is wrong with {@code request}, or null. */
    public static @Nullable String problem(
            HttpMessage request, String id, String secret, String region, String service) {
        Matcher match = AUTHORIZATION.matcher(String.valueOf(request.header("authorization")));
        if (!match.matches()) {
            return "no signature";
        }
        if (!List.of(id, region, service).equals(List.of(match.group(1), match.group(3), match.group(4)))) {
            return "signed for " + match.group(3) + "/" + match.group(4) + " by " + match.group(1);
        }
        List<String> signed = List.of(match.group(5).split(";"));
        for (String[] header : request.headers()) {
            String name = header[0].toLowerCase(Locale.ROOT);
            if ((name.equals("host") || name.startsWith("x-amz-")) && !signed.contains(name)) {
                return name + " is not signed";
            }
        }
        return signature(request, secret, match, signed).equals(match.group(6)) ? null : "the signature does not match";
    }

    private static String signature(HttpMessage request, String secret, Matcher match, List<String> signed) {
        String date = match.group(2);
        String scope = date + "/" + match.group(3) + "/" + match.group(4) + "/aws4_request";
        String text = "AWS4-HMAC-SHA256\n" + request.header("x-amz-date") + "\n" + scope + "\n"
                + hash(canonical(request, signed).getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = mac(key, part);
        }
        return HexFormat.of().formatHex(mac(key, text));
    }

    private static String canonical(HttpMessage request, List<String> signed) {
        String[] target = request.target().split("\\?", 2);
        String path = target[0]
                .chars()
                .mapToObj(c -> c == '/' ? "/" : encoded((char) c))
                .collect(Collectors.joining());
        String headers = signed.stream()
                .map(name -> name + ":"
                        + request.headers(name).stream()
                                .map(value -> value.strip().replaceAll(" +", " "))
                                .collect(Collectors.joining(","))
                        + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                path,
                target.length == 1 ? "" : query(target[1]),
                headers,
                String.join(";", signed),
                hash(request.body()));
    }

    /** Parameters come encoded; they are sorted as they are. */
    private static String query(String raw) {
        List<String> parameters = new ArrayList<>();
        for (String parameter : raw.split("&")) {
            parameters.add(parameter.contains("=") ? parameter : parameter + "=");
        }
        parameters.sort((a, b) -> (a.replace("=", "\0")).compareTo(b.replace("=", "\0")));
        return String.join("&", parameters);
    }

    private static String encoded(char c) {
        boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
        if (plain) {
            return String.valueOf(c);
        }
        StringBuilder text = new StringBuilder();
        for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
            text.append(String.format("%%%02X", b));
        }
        return text.toString();
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
