package dev.gangway.servlet;

import dev.gangway.stream.Decodings;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.eclipse.jetty.compression.Compression;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The codings that answers are read in: the JDK's, and Jetty's where its modules {@code compression-brotli} and {@code
 * compression-zstandard} are there.
 */
final class JettyDecodings {

    private static final Logger LOG = LoggerFactory.getLogger(JettyDecodings.class);

    private JettyDecodings() {}

    /** All that there are. */
    static final Decodings ALL = Decodings.JDK.or(jetty());

    private static Decodings jetty() {
        Map<String, Compression> known = new TreeMap<>();
        try {
            ServiceLoader<Compression> found =
                    ServiceLoader.load(Compression.class, Compression.class.getClassLoader());
            found.stream().forEach(provider -> add(provider, known));
        } catch (LinkageError | ServiceConfigurationError e) {
            LOG.debug("No compression of Jetty's: {}", e.toString());
        }
        return (encoding, sink) -> {
            Compression compression = known.get(encoding);
            return compression == null ? null : new JettyDecoding(compression, sink);
        };
    }

    /** A native library that does not load is one that is not there. */
    private static void add(ServiceLoader.Provider<Compression> provider, Map<String, Compression> known) {
        try {
            Compression compression = provider.get();
            compression.setByteBufferPool(new ArrayByteBufferPool());
            compression.start();
            known.put(compression.getEncodingName(), compression);
        } catch (Exception | LinkageError | ServiceConfigurationError e) {
            LOG.debug("{} is of no use: {}", provider.type().getName(), e.toString());
        }
    }
}
