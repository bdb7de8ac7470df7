package dev.gangway.access;

import java.net.Inet4Address;
import java.net.InetAddress;

/** A block of addresses, such as {@code 10.0.0.0/8} (RFC 4632). */
public final class Network {

    private static final int IPV6_BITS = 128;
    private static final int MAPPED_BITS = 96;

    private final byte[] address;
    private final int bits;

    private Network(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /**
     * Reads a block or a single address.
     *
     * @throws IllegalArgumentException if {@code cidr} is neither
     */
    public static Network of(String cidr) {
        int slash = cidr.indexOf('/');
        InetAddress address = Addresses.parse(slash < 0 ? cidr : cidr.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("not an address or CIDR block: " + cidr);
        }
        // Java takes an IPv4-mapped literal for IPv4; the length of its prefix counts from the start of IPv6.
        boolean mapped = address instanceof Inet4Address && cidr.indexOf(':') >= 0;
        int longest = mapped ? IPV6_BITS : address.getAddress().length * 8;
        int bits = slash < 0 ? longest : Integer.parseInt(cidr, slash + 1, cidr.length(), 10);
        if (bits < 0 || bits > longest) {
            throw new IllegalArgumentException("prefix length out of range: " + cidr);
        }
        return new Network(address.getAddress(), mapped ? Math.max(0, bits - MAPPED_BITS) : bits);
    }

    /** Whether {@code literal} writes out an address of this block; a name is in none. */
    public boolean contains(String literal) {
        InetAddress candidate = Addresses.parse(literal);
        return candidate != null && contains(candidate);
    }

    boolean contains(InetAddress candidate) {
        byte[] other = candidate.getAddress();
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
