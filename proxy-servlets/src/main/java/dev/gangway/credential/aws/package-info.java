/** AWS's credentials and signatures: the one room that knows AWS's libraries, which may be missing. */
@NullMarked
package dev.gangway.credential.aws;

import org.jspecify.annotations.NullMarked;
