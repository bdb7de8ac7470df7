[description]
For a Jetty that serves nothing but Gangway: requests are handled by the threads that select them, at less CPU time.
Not beside web applications, logins or filters, which may block such a thread.

[tags]
gateway
llm

[version]
12.1

[depend]
gangway-server

[xml]
etc/gangway-alone.xml

[ini]
gangway.alone=true

[jpms]
add-exports: org.eclipse.jetty.server/org.eclipse.jetty.server.internal=ALL-UNNAMED
