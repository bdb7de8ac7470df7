package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "900s,PT15M"})
    void readsDurations(String text, Duration expected) throws BadValue {
        assertEquals(expected, Values.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "0s", "0ms", "-1s", "1.5s", "5 s", "5S", "s", "1d", "none", "1234567890s", "٣s"})
    void refusesOtherDurations(String text) {
        refuses(Values::duration, text);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "1048576,1048576",
        "7B,7",
        "2KiB,2048",
        "2kib,2048",
        "3MiB,3145728",
        "1GiB,1073741824",
        "2KB,2000",
        "3MB,3000000",
        "1GB,1000000000",
        "none,9223372036854775807"
    })
    void readsSizes(String text, long expected) throws BadValue {
        assertEquals(expected, Values.size(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0MiB", "-1", "1.5MiB", "1TB", "MiB", "10 MiB", "1e3", "unlimited", "99999999999999GiB"})
    void refusesOtherSizes(String text) {
        refuses(Values::size, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "many", "2147483648", "0x10"})
    void refusesOtherCounts(String text) {
        refuses(Values::count, text);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h,https://h",
        "https://h/,https://h",
        "http://h:8080//,http://h:8080",
        "HTTPS://Host.Example.COM/Base/,https://host.example.com/Base",
        "https://h:/x,https://h/x",
        "http://[2001:DB8::1]:9/,http://[2001:db8::1]:9",
        "https://h/a%2Fb,https://h/a%2Fb"
    })
    void readsUrls(String text, URI expected) throws BadValue {
        assertEquals(expected, Urls.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h",
                "/h",
                "//h",
                "ftp://h",
                "https:h",
                "https://",
                "https:///p",
                "https://u@h",
                "https://u:p@h",
                "https://h?q",
                "https://h/?",
                "https://h#f",
                "https://h:0",
                "https://h:65536",
                "https://h:x",
                "https://a b",
                "https://under_score",
                "https://h/../x",
                "https://h/./",
                "https://h/%zz",
                " https://h"
            })
    void refusesOtherUrls(String text) {
        refuses(Urls::parse, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/8",
                "0.0.0.0/0",
                "192.0.2.7",
                "255.255.255.255/32",
                "::/0",
                "::1",
                "2001:db8::/32",
                "fe80::1/128",
                "::ffff:192.0.2.1",
                "::ffff:192.0.2.0/120"
            })
    void acceptsNetworks(String text) throws BadValue {
        assertEquals(text, Networks.check(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "example.com",
                "10.1.0.0/33",
                "10.1.0.0/",
                "10.1.0.0/-1",
                "10.1.0.0/08",
                "10.0.0",
                "10",
                "10.0.0.256",
                "010.0.0.1",
                "::/129",
                "fe80::1%eth0",
                "[::1]",
                ":::",
                "1:2",
                "g::1",
                "10.1.0.0/8/8",
                "10.1.0.0/255.0.0.0",
                " 10.0.0.1",
                "cafe.babe",
                "/8"
            })
    void refusesOtherNetworks(String text) {
        refuses(Networks::check, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a/b", "/a.b", "/...", "/gangways", "/a/gangway", "/a:b@c;d", "/~x"})
    void acceptsPaths(String text) throws BadValue {
        assertEquals(text, RoutePath.check(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "a",
                "a/b",
                "/a/",
                "//a",
                "/a//b",
                "/.",
                "/..",
                "/a/../b",
                "/a/./b",
                "/a?b",
                "/a#b",
                "/a%20b",
                "/a b",
                "/a\tb",
                "/a\\b",
                "/a\u0000",
                "/\u00e4",
                "/gangway",
                "/gangway/x",
                " /a"
            })
    void refusesOtherPaths(String text) {
        refuses(RoutePath::check, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "us_central1", "us/..", "a.b", "01234567890123456789012345678901234567890"})
    void refusesOtherLocations(String text) {
        refuses(Values::location, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "a?b", "a b", "-a"})
    void refusesOtherProjectsAndVersions(String text) {
        refuses(Values::project, text);
        refuses(Values::apiVersion, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\n", "\ta", "\u00e9", "a\u007f", " "})
    void refusesKeysThatNoHeaderCarries(String text) {
        refuses(Values::key, text);
    }

    /** Also, no message repeats the text. */
    private static void refuses(Parser<?> parser, String text) {
        String reason = assertThrows(BadValue.class, () -> parser.parse(text)).reason();
        assertFalse(text.length() > 8 && reason.contains(text), reason);
    }
}
