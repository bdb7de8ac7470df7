package dev.gangway.servlet;

import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.route.Route;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/** Names what went wrong with an upstream, without an exception's own words: those may hold addresses or headers. */
final class UpstreamFailure {

    /** What a session is said to use until it is agreed on ({@link javax.net.ssl.SSLSession#getCipherSuite}). */
    private static final String NO_CIPHER_YET = "SSL_NULL_WITH_NULL_NULL";

    private UpstreamFailure() {}

    /** The error for a failure before any response to {@code request}, which is null where none was sent. */
    static Refusal refusal(Throwable cause, @Nullable Route route, @Nullable Request request) {
        String upstream = "The upstream of route " + (route == null ? "?" : route.path());
        if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
            return new Refusal(ErrorCode.UPSTREAM_TIMEOUT, upstream + " did not answer in time (timeouts).");
        }
        if (cause instanceof RejectedExecutionException) {
            return new Refusal(
                    ErrorCode.OVERLOADED, upstream + " has no free connection (upstream.max-connections). Try again.");
        }
        return new Refusal(
                ErrorCode.UPSTREAM_UNREACHABLE, upstream + " could not be reached: " + reason(cause, request) + ".");
    }

    /** How an exchange ended that failed with {@code code}. */
    static End end(ErrorCode code) {
        return switch (code) {
            case CLIENT_TIMEOUT -> End.CLIENT_ABORTED;
            case UPSTREAM_UNREACHABLE, UPSTREAM_TIMEOUT -> End.UPSTREAM_FAILED;
            default -> End.REJECTED;
        };
    }

    private static String reason(Throwable cause, @Nullable Request request) {
        if (cause instanceof UnknownHostException) {
            return "its host name does not resolve";
        }
        if (cause instanceof ConnectException) {
            return "the connection was refused";
        }
        if (cause instanceof SSLException || isHandshaking(request)) {
            return "the TLS handshake failed";
        }
        if (cause instanceof EOFException) {
            return "it closed the connection before it answered";
        }
        return "the connection broke or the answer was not HTTP";
    }

    /** Which of its threads Jetty lets tell of a failed handshake is chance; one of them knows no more than an end. */
    static boolean isHandshaking(@Nullable Request request) {
        return request != null
                && request.getConnection() instanceof Connection connection
                && connection.getEndPoint() instanceof SslConnection.SslEndPoint endPoint
                && endPoint.getSslConnection()
                        .getSSLEngine()
                        .getSession()
                        .getCipherSuite()
                        .equals(NO_CIPHER_YET);
    }
}
