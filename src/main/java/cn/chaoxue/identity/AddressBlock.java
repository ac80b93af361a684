package cn.chaoxue.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/// What of an address tells one line from another. Whoever has an IPv6 line has a /64 of it and may speak
/// from each of its addresses; an IPv4 address counts whole, written within IPv6 as well.
final class AddressBlock {

    private static final int NETWORK_BYTES = 8;

    private AddressBlock() {}

    /// The same text for all addresses of one line; what is no address literal stays as it is.
    static String of(String address) {
        int zone = address.indexOf('%');
        try {
            InetAddress parsed = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
