/** Real sockets for tests: a gateway, an upstream and a client, none of which hides a byte. */
@NullMarked
package dev.gangway.testing;

import org.jspecify.annotations.NullMarked;
