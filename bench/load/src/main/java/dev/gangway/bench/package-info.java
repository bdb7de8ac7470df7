/** The benchmark's upstream, its load generator, and Jetty's bare proxies. */
@NullMarked
package dev.gangway.bench;

import org.jspecify.annotations.NullMarked;
