/** ACLs and the conditions made of them. Parsed once, evaluated with three outcomes. */
@NullMarked
package io.epochgateway.rule.acl;

import org.jspecify.annotations.NullMarked;
