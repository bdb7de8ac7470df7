/** Google's credentials: the one room that knows Google's auth library, which may be missing. */
@NullMarked
package dev.gangway.credential.google;

import org.jspecify.annotations.NullMarked;
