/** Microsoft Entra's credentials: the one room that knows Microsoft's auth library, which may be missing. */
@NullMarked
package dev.gangway.credential.azure;

import org.jspecify.annotations.NullMarked;
