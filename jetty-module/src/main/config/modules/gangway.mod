[description]
Gangway @project.version@, an LLM API passthrough gateway.
Proxies the APIs of OpenAI, Anthropic, Azure OpenAI, Google GenAI and Bedrock, and swaps in the operator's keys.
Needs a connector, such as the "http" module.

[tags]
gateway
llm
proxy

[version]
12.1

[depend]
gangway-server
gangway-ee10

[ini-template]
## The gateway's configuration file; absolute, or relative to $JETTY_BASE.
## Not set: the file that $GANGWAY_CONFIG names, else the built-in configuration.
# gangway.config=etc/gangway.yaml

## The context path of the gateway.
# gangway.contextPath=/

## Largest headers, in bytes, of a request and of a response, on both legs.
# gangway.headerSize=65536

## Which unusual request URIs are let in; "DEFAULT" refuses %2F in a path.
# gangway.uriCompliance=DEFAULT,AMBIGUOUS_PATH_SEPARATOR

## Whether Jetty adds its "Server" header where the upstream sent none.
# gangway.sendServerVersion=false

## Whether header values keep the case in which they came.
# gangway.headerCacheCaseSensitive=true

## How long running streams may take to end when the server stops, in milliseconds.
# gangway.stopTimeout=120000

## How long an HTTP/2 stream may be silent, in milliseconds; longer than the gateway's own idle timeouts.
# gangway.streamIdleTimeout=900000

## The upstream client; not set: the gateway's configuration, else its defaults.
# gangway.maxConnections=
# gangway.idleTimeout=
# gangway.timeout=
# gangway.requestBufferSize=
# gangway.responseBufferSize=
# gangway.maxThreads=
# gangway.selectors=

## Prints "gangway ready http://HOST:PORT" on stdout, or why the start failed; for launchers.
# gangway.ready-line=false
