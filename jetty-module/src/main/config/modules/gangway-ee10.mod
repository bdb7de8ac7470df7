[description]
The gateway's servlet in the EE10 environment; enabled by the "gangway" module.

[tags]
gateway
llm
internal

[version]
12.1

[environment]
ee10

[depend]
client
ee10-servlet
ee10-security

[files]
maven://dev.gangway/gangway-proxy-servlets/@project.version@|lib/gangway/gangway-proxy-servlets-@project.version@.jar
maven://tools.jackson.core/jackson-core/@jackson.version@|lib/gangway/jackson-core-@jackson.version@.jar
maven://tools.jackson.core/jackson-databind/@jackson.version@|lib/gangway/jackson-databind-@jackson.version@.jar
maven://tools.jackson.dataformat/jackson-dataformat-yaml/@jackson.version@|lib/gangway/jackson-dataformat-yaml-@jackson.version@.jar
maven://com.fasterxml.jackson.core/jackson-annotations/@jackson.annotations.version@|lib/gangway/jackson-annotations-@jackson.annotations.version@.jar
maven://org.snakeyaml/snakeyaml-engine/@snakeyaml.version@|lib/gangway/snakeyaml-engine-@snakeyaml.version@.jar
maven://org.jspecify/jspecify/@jspecify.version@|lib/gangway/jspecify-@jspecify.version@.jar

[lib]
lib/jetty-ee10-proxy-${jetty.version}.jar
lib/gangway/gangway-proxy-servlets-@project.version@.jar
lib/gangway/jackson-core-@jackson.version@.jar
lib/gangway/jackson-databind-@jackson.version@.jar
lib/gangway/jackson-dataformat-yaml-@jackson.version@.jar
lib/gangway/jackson-annotations-@jackson.annotations.version@.jar
lib/gangway/snakeyaml-engine-@snakeyaml.version@.jar
lib/gangway/jspecify-@jspecify.version@.jar

[xml]
etc/gangway-ee10.xml
