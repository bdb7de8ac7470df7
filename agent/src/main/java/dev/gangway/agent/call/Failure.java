package dev.gangway.agent.call;

import dev.gangway.observe.ExchangeRecord.End;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says whose fault a failure is, in the gateway's own words; an exception's may hold addresses or headers. */
final class Failure {

    private Failure() {}

    /**
     * How an exchange ended. Jetty's proxies give a request up when their client leaves; Jetty itself does so too where it
     * gets no connection or runs out of time.
     *
     * @param failure why it failed, or null where it did not
     * @param abort why somebody gave it up, or null where nobody did
     * @param answered whether response headers had come
     */
    static End end(@Nullable Throwable failure, @Nullable Throwable abort, boolean answered) {
        if (failure == null) {
            return End.COMPLETE;
        }
        // Some proxies fail the answer's callback instead of giving the request up.
        boolean left = abort == null ? answered && isWritersEnd(failure) : !isUpstreams(abort);
        return left ? End.CLIENT_ABORTED : End.UPSTREAM_FAILED;
    }

    /** Jetty's own exception for a peer that is gone while one writes to it; one who reads gets the JDK's. */
    private static boolean isWritersEnd(Throwable failure) {
        return failure.getClass().getName().equals("org.eclipse.jetty.io.EofException");
    }

    /** The gateway's error code for a failure before any answer. */
    static String code(@Nullable Throwable failure) {
        if (isTimeout(failure)) {
            return "upstream-timeout";
        }
        return failure instanceof RejectedExecutionException ? "overloaded" : "upstream-unreachable";
    }

    private static boolean isUpstreams(Throwable cause) {
        return isTimeout(cause)
                || cause.getClass() == EOFException.class
                || cause instanceof RejectedExecutionException
                || cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof UnresolvedAddressException
                || cause instanceof SSLException;
    }

    private static boolean isTimeout(@Nullable Throwable cause) {
        return cause instanceof TimeoutException || cause instanceof SocketTimeoutException;
    }
}
