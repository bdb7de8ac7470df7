/** What the gateway proves itself with upstream: secrets, and the credential kinds that carry them. */
@NullMarked
package dev.gangway.credential;

import org.jspecify.annotations.NullMarked;
