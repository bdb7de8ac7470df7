package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.GatewayConfig;

/** Serves every route of a configuration file. */
public abstract class ConfiguredServlet extends GatewayServlet {

    @Override
    protected GatewayConfig load() throws ConfigException {
        return ConfigSource.load(getInitParameter("config"), getServletContext().getInitParameter(ConfigSource.NAME));
    }
}
