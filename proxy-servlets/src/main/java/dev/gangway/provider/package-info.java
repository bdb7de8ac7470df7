/** One pure rewriter per provider: a request head in, a rewrite out. Knows neither servlets nor Jetty. */
@NullMarked
package dev.gangway.provider;

import org.jspecify.annotations.NullMarked;
