package dev.gangway.credential.google;

import com.google.api.client.http.HttpResponseException;
import dev.gangway.credential.Reason;
import java.io.IOException;
import java.util.List;

/** Why Google gave no token. What the library says itself is repeated only where it is known to hold no secret. */
final class GoogleReason {

    /** How the library's own sentences begin. */
    private static final List<String> PLAIN = List.of(
            "Your default credentials were not found",
            "Error code ",
            "Unexpected Error code ",
            "ComputeEngineCredentials cannot find the metadata server");

    private GoogleReason() {}

    static String of(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpResponseException answer) {
                return Reason.of(answer.getStatusCode(), answer.getContent());
            }
            String said = String.valueOf(cause.getMessage());
            if (PLAIN.stream().anyMatch(said::startsWith)) {
                return Reason.text(said);
            }
        }
        return Reason.of(failure);
    }
}
