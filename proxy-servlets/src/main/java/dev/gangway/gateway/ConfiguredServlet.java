package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.GatewayConfig;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Serves every route of a configuration file. */
public abstract class ConfiguredServlet extends GatewayServlet {

    @Override
    protected GatewayConfig load(Consumer<Path> files) throws ConfigException {
        return ConfigSource.load(
                getInitParameter("config"), getServletContext().getInitParameter(ConfigSource.NAME), files);
    }
}
