[description]
Keys of Azure for the "gangway" module: the library that fetches tokens of Microsoft Entra.

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
maven://com.azure/azure-json/1.4.0|lib/gangway-azure/azure-json-1.4.0.jar
maven://com.microsoft.azure/msal4j/@msal4j.version@|lib/gangway-azure/msal4j-@msal4j.version@.jar

[lib]
lib/gangway-azure/azure-json-1.4.0.jar
lib/gangway-azure/msal4j-@msal4j.version@.jar
