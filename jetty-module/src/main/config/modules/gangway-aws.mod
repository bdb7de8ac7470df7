[description]
Keys of AWS for the "gangway" module: the libraries that find them and sign requests.

[tags]
gateway
llm

[version]
12.1

[environment]
ee10

[depend]
gangway-ee10

[files]
maven://software.amazon.awssdk/annotations/@awssdk.version@|lib/gangway-aws/annotations-@awssdk.version@.jar
maven://software.amazon.awssdk/auth/@awssdk.version@|lib/gangway-aws/auth-@awssdk.version@.jar
maven://software.amazon.awssdk/checksums/@awssdk.version@|lib/gangway-aws/checksums-@awssdk.version@.jar
maven://software.amazon.awssdk/checksums-spi/@awssdk.version@|lib/gangway-aws/checksums-spi-@awssdk.version@.jar
maven://software.amazon.awssdk/endpoints-spi/@awssdk.version@|lib/gangway-aws/endpoints-spi-@awssdk.version@.jar
maven://software.amazon.eventstream/eventstream/1.0.1|lib/gangway-aws/eventstream-1.0.1.jar
maven://software.amazon.awssdk/http-auth/@awssdk.version@|lib/gangway-aws/http-auth-@awssdk.version@.jar
maven://software.amazon.awssdk/http-auth-aws/@awssdk.version@|lib/gangway-aws/http-auth-aws-@awssdk.version@.jar
maven://software.amazon.awssdk/http-auth-aws-eventstream/@awssdk.version@|lib/gangway-aws/http-auth-aws-eventstream-@awssdk.version@.jar
maven://software.amazon.awssdk/http-auth-spi/@awssdk.version@|lib/gangway-aws/http-auth-spi-@awssdk.version@.jar
maven://software.amazon.awssdk/http-client-spi/@awssdk.version@|lib/gangway-aws/http-client-spi-@awssdk.version@.jar
maven://software.amazon.awssdk/identity-spi/@awssdk.version@|lib/gangway-aws/identity-spi-@awssdk.version@.jar
maven://software.amazon.awssdk/json-utils/@awssdk.version@|lib/gangway-aws/json-utils-@awssdk.version@.jar
maven://software.amazon.awssdk/metrics-spi/@awssdk.version@|lib/gangway-aws/metrics-spi-@awssdk.version@.jar
maven://software.amazon.awssdk/profiles/@awssdk.version@|lib/gangway-aws/profiles-@awssdk.version@.jar
maven://org.reactivestreams/reactive-streams/1.0.4|lib/gangway-aws/reactive-streams-1.0.4.jar
maven://software.amazon.awssdk/regions/@awssdk.version@|lib/gangway-aws/regions-@awssdk.version@.jar
maven://software.amazon.awssdk/retries/@awssdk.version@|lib/gangway-aws/retries-@awssdk.version@.jar
maven://software.amazon.awssdk/retries-spi/@awssdk.version@|lib/gangway-aws/retries-spi-@awssdk.version@.jar
maven://software.amazon.awssdk/sdk-core/@awssdk.version@|lib/gangway-aws/sdk-core-@awssdk.version@.jar
maven://software.amazon.awssdk/third-party-jackson-core/@awssdk.version@|lib/gangway-aws/third-party-jackson-core-@awssdk.version@.jar
maven://software.amazon.awssdk/utils/@awssdk.version@|lib/gangway-aws/utils-@awssdk.version@.jar

[lib]
lib/gangway-aws/annotations-@awssdk.version@.jar
lib/gangway-aws/auth-@awssdk.version@.jar
lib/gangway-aws/checksums-@awssdk.version@.jar
lib/gangway-aws/checksums-spi-@awssdk.version@.jar
lib/gangway-aws/endpoints-spi-@awssdk.version@.jar
lib/gangway-aws/eventstream-1.0.1.jar
lib/gangway-aws/http-auth-@awssdk.version@.jar
lib/gangway-aws/http-auth-aws-@awssdk.version@.jar
lib/gangway-aws/http-auth-aws-eventstream-@awssdk.version@.jar
lib/gangway-aws/http-auth-spi-@awssdk.version@.jar
lib/gangway-aws/http-client-spi-@awssdk.version@.jar
lib/gangway-aws/identity-spi-@awssdk.version@.jar
lib/gangway-aws/json-utils-@awssdk.version@.jar
lib/gangway-aws/metrics-spi-@awssdk.version@.jar
lib/gangway-aws/profiles-@awssdk.version@.jar
lib/gangway-aws/reactive-streams-1.0.4.jar
lib/gangway-aws/regions-@awssdk.version@.jar
lib/gangway-aws/retries-@awssdk.version@.jar
lib/gangway-aws/retries-spi-@awssdk.version@.jar
lib/gangway-aws/sdk-core-@awssdk.version@.jar
lib/gangway-aws/third-party-jackson-core-@awssdk.version@.jar
lib/gangway-aws/utils-@awssdk.version@.jar
