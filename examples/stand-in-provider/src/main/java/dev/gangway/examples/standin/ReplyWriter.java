package dev.gangway.examples.standin;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Sends a reply: paced, flushed part by part, and gzipped, late or cut where the caller asks for it. */
final class ReplyWriter {
    private static final long PACE_MS = 50;

    private final Call call;
    private final Fault fault;

    ReplyWriter(Call call, Fault fault) {
        this.call = call;
        this.fault = fault;
    }

    /** Throws where the connection is to be cut. */
    void write(Reply reply, Response response) throws IOException, InterruptedException {
        Thread.sleep(fault.silenceMs());
        boolean gzip = wantsGzip();
        putHead(reply, response, gzip);
        List<byte[]> parts = fault.cut() ? fault.half(reply.parts()) : reply.parts();
        OutputStream out = new BufferedOutputStream(Content.Sink.asOutputStream(response), 1 << 16);
        OutputStream body = gzip ? new GZIPOutputStream(out, 512, true) : out;
        for (int i = 0; i < parts.size(); i++) {
            Thread.sleep(i > 0 && reply.stream() ? pace() : 0);
            body.write(parts.get(i));
            body.flush();
        }
        if (fault.cut()) {
            throw new IOException("cut, as asked for");
        }
        body.close();
    }

    private void putHead(Reply reply, Response response, boolean gzip) {
        response.setStatus(reply.status());
        reply.headers().forEach(header -> response.getHeaders().add(header.name(), header.value()));
        if (gzip) {
            response.getHeaders().add("content-encoding", "gzip");
            response.getHeaders().add("vary", "accept-encoding");
        } else if (!reply.stream()) {
            response.getHeaders()
                    .put(
                            "content-length",
                            reply.parts().stream()
                                    .mapToLong(part -> part.length)
                                    .sum());
        }
    }

    private boolean wantsGzip() {
        String accepted = call.header("accept-encoding");
        return "1".equals(call.header("x-stand-in-gzip"))
                && accepted != null
                && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }

    private long pace() {
        @Nullable String asked = call.header("x-stand-in-delay-ms");
        return asked != null && asked.matches("\\d{1,6}") ? Long.parseLong(asked) : PACE_MS;
    }
}
