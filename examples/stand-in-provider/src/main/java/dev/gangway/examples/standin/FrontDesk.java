package dev.gangway.examples.standin;

import dev.gangway.examples.standin.Received.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests in, notes them down, and hands replies out. Blocks: it has threads enough. */
final class FrontDesk extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDesk.class);

    private final Router router;

    FrontDesk(Router router) {
        this.router = router;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Call call = read(request);
        Reply reply = router.answer(call);
        LOG.debug("{} {} {}", call.method(), call.rawPath(), reply.status());
        try {
            new ReplyWriter(call, Fault.of(call)).write(reply, response);
            callback.succeeded();
        } catch (IOException cutOrGone) {
            // the response is committed: failing it closes the connection, or resets the HTTP/2 stream
            callback.failed(cutOrGone);
        }
        return true;
    }

    private static Call read(Request request) throws IOException {
        List<Header> headers = new ArrayList<>();
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
            headers.add(new Header(":authority", request.getHttpURI().getAuthority()));
        }
        request.getHeaders()
                .forEach(field ->
                        headers.add(new Header(field.getName(), field.getValue() == null ? "" : field.getValue())));
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        long length = 0;
        InputStream in = Content.Source.asInputStream(request);
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            kept.write(buffer, 0, Math.min(n, Call.KEPT - kept.size()));
            length += n;
        }
        return new Call(
                request.getMethod(),
                request.getHttpURI().getPathQuery(),
                request.getConnectionMetaData().getProtocol(),
                headers,
                kept.toByteArray(),
                length);
    }
}
