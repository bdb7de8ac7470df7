/** Where Jetty's HTTP client is woven into: the table of hooks, its check, and the weaver. */
@NullMarked
package dev.gangway.agent.weave;

import org.jspecify.annotations.NullMarked;
