/**
 * Parses and prints JSON for people, token by token, without trees.
 *
 * <p>In: text and tokens. Out: tokens and text. This package must not use commands.
 */
@NullMarked
package org.qmp4j.cli.json;

import org.jspecify.annotations.NullMarked;
