/** Starts what is shipped, as a user would: the module in a real Jetty, and the launcher. */
@NullMarked
package dev.gangway.module;

import org.jspecify.annotations.NullMarked;
