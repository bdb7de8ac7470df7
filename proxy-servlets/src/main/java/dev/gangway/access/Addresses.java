package dev.gangway.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Address literals. A name is never looked up: whoever controls its DNS would control the answer. */
final class Addresses {

    private static final int MAX_OCTET = 255;

    private Addresses() {}

    /** Whether {@code literal} writes out an address of this machine for itself (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3). */
    static boolean isLoopback(String literal) {
        // As nearly always: to make an address of it takes longer than all else that is asked of a caller.
        if (literal.startsWith("127.") && isIpv4(literal)) {
            return true;
        }
        InetAddress address = parse(literal);
        return address != null && address.isLoopbackAddress();
    }

    /** The address that {@code literal} writes out, IPv4-mapped IPv6 as IPv4, or null where it is no literal. */
    static @Nullable InetAddress parse(String literal) {
        boolean bracketed = literal.startsWith("[") && literal.endsWith("]");
        String text = withoutZone(bracketed ? literal.substring(1, literal.length() - 1) : literal);
        if (!isIpv4(text) && !isIpv6(text)) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** A link-local peer comes as {@code fe80::1%eth0}; the zone says which interface and not who. */
    private static String withoutZone(String text) {
        int zone = text.indexOf('%');
        return zone >= 0 && text.indexOf(':') >= 0 ? text.substring(0, zone) : text;
    }

    /** An octet out of range would make {@link InetAddress#getByName} ask DNS. */
    private static boolean isIpv4(String text) {
        int dots = 0;
        int digits = 0;
        int octet = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
                octet = 0;
            } else if (c >= '0' && c <= '9' && ++digits <= 3) {
                octet = octet * 10 + c - '0';
                if (octet > MAX_OCTET) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }

    /** A colon keeps {@link InetAddress#getByName} from asking DNS. */
    private static boolean isIpv6(String text) {
        return text.indexOf(':') >= 0
                && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
    }
}
