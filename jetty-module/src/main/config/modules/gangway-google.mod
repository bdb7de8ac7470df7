[description]
Keys of Google Cloud for the "gangway" module: the library that fetches their tokens.

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
maven://com.google.api/api-common/2.68.0|lib/gangway-google/api-common-2.68.0.jar
maven://com.google.auto.value/auto-value-annotations/1.11.0|lib/gangway-google/auto-value-annotations-1.11.0.jar
maven://com.google.errorprone/error_prone_annotations/2.50.0|lib/gangway-google/error_prone_annotations-2.50.0.jar
maven://com.google.guava/failureaccess/1.0.3|lib/gangway-google/failureaccess-1.0.3.jar
maven://com.google.auth/google-auth-library-credentials/@google-auth.version@|lib/gangway-google/google-auth-library-credentials-@google-auth.version@.jar
maven://com.google.auth/google-auth-library-oauth2-http/@google-auth.version@|lib/gangway-google/google-auth-library-oauth2-http-@google-auth.version@.jar
maven://com.google.http-client/google-http-client/2.2.0|lib/gangway-google/google-http-client-2.2.0.jar
maven://com.google.http-client/google-http-client-gson/2.2.0|lib/gangway-google/google-http-client-gson-2.2.0.jar
maven://io.grpc/grpc-api/1.70.0|lib/gangway-google/grpc-api-1.70.0.jar
maven://io.grpc/grpc-context/1.70.0|lib/gangway-google/grpc-context-1.70.0.jar
maven://com.google.code.gson/gson/2.14.0|lib/gangway-google/gson-2.14.0.jar
maven://com.google.guava/guava/33.6.0-jre|lib/gangway-google/guava-33.6.0-jre.jar
maven://com.google.j2objc/j2objc-annotations/3.1|lib/gangway-google/j2objc-annotations-3.1.jar
maven://javax.annotation/javax.annotation-api/1.3.2|lib/gangway-google/javax.annotation-api-1.3.2.jar
maven://com.google.code.findbugs/jsr305/3.0.2|lib/gangway-google/jsr305-3.0.2.jar
maven://com.google.guava/listenablefuture/9999.0-empty-to-avoid-conflict-with-guava|lib/gangway-google/listenablefuture-9999.0-empty-to-avoid-conflict-with-guava.jar
maven://io.opencensus/opencensus-api/0.31.1|lib/gangway-google/opencensus-api-0.31.1.jar
maven://io.opencensus/opencensus-contrib-http-util/0.31.1|lib/gangway-google/opencensus-contrib-http-util-0.31.1.jar

[lib]
lib/gangway-google/api-common-2.68.0.jar
lib/gangway-google/auto-value-annotations-1.11.0.jar
lib/gangway-google/error_prone_annotations-2.50.0.jar
lib/gangway-google/failureaccess-1.0.3.jar
lib/gangway-google/google-auth-library-credentials-@google-auth.version@.jar
lib/gangway-google/google-auth-library-oauth2-http-@google-auth.version@.jar
lib/gangway-google/google-http-client-2.2.0.jar
lib/gangway-google/google-http-client-gson-2.2.0.jar
lib/gangway-google/grpc-api-1.70.0.jar
lib/gangway-google/grpc-context-1.70.0.jar
lib/gangway-google/gson-2.14.0.jar
lib/gangway-google/guava-33.6.0-jre.jar
lib/gangway-google/j2objc-annotations-3.1.jar
lib/gangway-google/javax.annotation-api-1.3.2.jar
lib/gangway-google/jsr305-3.0.2.jar
lib/gangway-google/listenablefuture-9999.0-empty-to-avoid-conflict-with-guava.jar
lib/gangway-google/opencensus-api-0.31.1.jar
lib/gangway-google/opencensus-contrib-http-util-0.31.1.jar
