/** MBeans of routes and keys. */
@NullMarked
package dev.gangway.observe.jmx;

import org.jspecify.annotations.NullMarked;
