[description]
What Gangway needs of the whole server; enabled by the "gangway" module, and of use alone beside gangway.war.

[tags]
gateway
llm

[version]
12.1

[depend]
server
graceful

[before]
ssl

[xml]
etc/gangway.xml
