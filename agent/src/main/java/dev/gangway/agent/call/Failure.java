package dev.gangway.agent.call;

import dev.gangway.observe.ExchangeRecord.End;
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
     */
    static End end(@Nullable Throwable failure, @Nullable Throwable abort) {
        if (failure == null) {
            return End.COMPLETE;
        }
        return abort == null || isUpstreams(abort) ? End.UPSTREAM_FAILED : End.CLIENT_ABORTED;
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
