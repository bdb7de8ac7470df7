package dev.gangway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Checks CIDR blocks and addresses, never asking DNS. */
final class Networks {

    private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final Pattern OCTET = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private Networks() {}

    static String check(String text) throws BadValue {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean ipv6 = address.indexOf(':') >= 0;
        boolean valid = (ipv6 ? isIpv6(address) : isIpv4(address))
                && (slash < 0 || isPrefix(text.substring(slash + 1), ipv6 ? 128 : 32));
        if (!valid) {
            throw new BadValue("must be an address or a CIDR block such as 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32");
        }
        return text;
    }

    private static boolean isPrefix(String text, int most) {
        return PREFIX.matcher(text).matches() && Integer.parseInt(text) <= most;
    }

    private static boolean isIpv4(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return false;
        }
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return true;
    }

    /** A text with a colon is never looked up: InetAddress either takes it as a literal or throws. */
    private static boolean isIpv6(String text) {
        if (!IPV6_CHARACTERS.matcher(text).matches()) {
            return false;
        }
        try {
            InetAddress.getByName(text);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
