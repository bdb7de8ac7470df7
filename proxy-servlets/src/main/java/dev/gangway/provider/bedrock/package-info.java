/** Amazon Bedrock: its hosts by path, in the key's region. */
@NullMarked
package dev.gangway.provider.bedrock;

import org.jspecify.annotations.NullMarked;
