package dev.gangway.testing;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * What a servlet container itself keeps a WAR from: all of it, each with its reason. It touches neither credentials nor
 * bodies nor flushing. {@code docs/war.md} lists the same, and a test compares.
 */
public enum ContainerLimit {
    MEDIA_TYPE("spells Content-Type in its own way", "jetty", "tomcat"),
    TRACE("answers TRACE itself, with a refusal", "jetty", "tomcat"),
    CONNECT("refuses CONNECT before any servlet", "tomcat"),
    OPTIONS_STAR("answers OPTIONS * itself", "jetty", "tomcat"),
    CONTINUE("sends 100 Continue before any check is made", "tomcat"),
    TWO_PACKETS("sends the head in a packet of its own", "tomcat"),
    LONG_HEAD("leaves Connection: close out of a head that outgrows its first buffer", "jetty"),
    LONG_HEADER("sends a header of over 16 KiB in an HTTP/2 frame that is longer than its client allows", "tomcat"),
    UNSENT_BODY(
            "says of a body that is not sent nothing: 304 has no Content-Length, HEAD no Transfer-Encoding", "tomcat"),
    /** Its {@code ServletChannelState.asyncError} drops what does not come in its state WAITING; line 869 of 12.1.12. */
    MISSED_LEAVE("tells a servlet nothing of an HTTP/2 client that leaves just while the servlet is called", "jetty"),
    HALF_CLOSE(
            "answers a client that stops sending within its body, where no answer could be right, with 400", "tomcat");

    private static final String CONTAINER = System.getProperty("gangway.container", "");

    private final String what;
    private final Set<String> containers;

    ContainerLimit(String what, String... containers) {
        this.what = what;
        this.containers = Set.of(containers);
    }

    /** In a sentence that begins with "The container". */
    public String what() {
        return what;
    }

    /** Begin the names of those that have it: {@code jetty}, {@code tomcat}. */
    public Set<String> containers() {
        return containers;
    }

    /** Whether the container under test has it. */
    public boolean applies() {
        return GatewayHost.FOUND != null && containers.stream().anyMatch(CONTAINER::startsWith);
    }

    /** Aborts a test that this container cannot pass. */
    public void prevents() {
        if (applies()) {
            throw new TestAbortedException("The container " + what);
        }
    }

    /** A Content-Type, or where the container has its own spelling, what no spelling changes. */
    public static @Nullable String spelled(@Nullable String mediaType) {
        return mediaType != null && MEDIA_TYPE.applies()
                ? mediaType.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "")
                : mediaType;
    }
}
