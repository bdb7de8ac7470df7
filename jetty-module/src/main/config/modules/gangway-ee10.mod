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
maven://io.micrometer/micrometer-core/@micrometer.version@|lib/gangway/micrometer-core-@micrometer.version@.jar
maven://io.micrometer/micrometer-commons/@micrometer.version@|lib/gangway/micrometer-commons-@micrometer.version@.jar
maven://io.micrometer/micrometer-observation/@micrometer.version@|lib/gangway/micrometer-observation-@micrometer.version@.jar
maven://io.micrometer/micrometer-registry-prometheus/@micrometer.version@|lib/gangway/micrometer-registry-prometheus-@micrometer.version@.jar
maven://org.hdrhistogram/HdrHistogram/@hdrhistogram.version@|lib/gangway/HdrHistogram-@hdrhistogram.version@.jar
maven://io.prometheus/prometheus-metrics-core/@prometheus.version@|lib/gangway/prometheus-metrics-core-@prometheus.version@.jar
maven://io.prometheus/prometheus-metrics-model/@prometheus.version@|lib/gangway/prometheus-metrics-model-@prometheus.version@.jar
maven://io.prometheus/prometheus-metrics-config/@prometheus.version@|lib/gangway/prometheus-metrics-config-@prometheus.version@.jar
maven://io.prometheus/prometheus-metrics-tracer-common/@prometheus.version@|lib/gangway/prometheus-metrics-tracer-common-@prometheus.version@.jar
maven://io.prometheus/prometheus-metrics-exposition-textformats/@prometheus.version@|lib/gangway/prometheus-metrics-exposition-textformats-@prometheus.version@.jar

[lib]
lib/jetty-ee10-proxy-${jetty.version}.jar
lib/gangway/gangway-proxy-servlets-@project.version@.jar
lib/gangway/jackson-core-@jackson.version@.jar
lib/gangway/jackson-databind-@jackson.version@.jar
lib/gangway/jackson-dataformat-yaml-@jackson.version@.jar
lib/gangway/jackson-annotations-@jackson.annotations.version@.jar
lib/gangway/snakeyaml-engine-@snakeyaml.version@.jar
lib/gangway/jspecify-@jspecify.version@.jar
lib/gangway/micrometer-core-@micrometer.version@.jar
lib/gangway/micrometer-commons-@micrometer.version@.jar
lib/gangway/micrometer-observation-@micrometer.version@.jar
lib/gangway/micrometer-registry-prometheus-@micrometer.version@.jar
lib/gangway/HdrHistogram-@hdrhistogram.version@.jar
lib/gangway/prometheus-metrics-core-@prometheus.version@.jar
lib/gangway/prometheus-metrics-model-@prometheus.version@.jar
lib/gangway/prometheus-metrics-config-@prometheus.version@.jar
lib/gangway/prometheus-metrics-tracer-common-@prometheus.version@.jar
lib/gangway/prometheus-metrics-exposition-textformats-@prometheus.version@.jar
lib/gangway-ext/*.jar

[xml]
etc/gangway-ee10.xml
