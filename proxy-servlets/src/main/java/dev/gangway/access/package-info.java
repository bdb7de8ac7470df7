/** Who may call the gateway: loopback, gateway keys, networks. */
@NullMarked
package dev.gangway.access;

import org.jspecify.annotations.NullMarked;
