package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import dev.gangway.observe.ExchangeListener;
import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Serves every route of a configuration that a program gives. */
public final class EmbeddedServlet extends GatewayServlet {

    private final transient Embedding embedding;

    EmbeddedServlet(Embedding embedding) {
        this.embedding = embedding;
    }

    @Override
    public void init() throws ServletException {
        if (embedding.meterRegistry() != null) {
            getServletContext().setAttribute(Libraries.MICROMETER, embedding.meterRegistry());
        }
        super.init();
    }

    @Override
    protected GatewayConfig load(Consumer<Path> files) throws ConfigException {
        ConfigLoader loader = ConfigSource.loader(files).with(embedding.variables());
        if (embedding.yaml() != null) {
            return loader.parse(embedding.yaml(), "configuration of servlet " + getServletName());
        }
        return embedding.file() != null
                ? loader.load(embedding.file())
                : ConfigSource.load(null, getServletContext().getInitParameter(ConfigSource.NAME), loader);
    }

    @Override
    List<ExchangeListener> listeners() {
        List<ExchangeListener> all = new ArrayList<>(embedding.listeners());
        all.addAll(super.listeners());
        return all;
    }
}
