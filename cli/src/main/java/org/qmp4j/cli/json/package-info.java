/**
 * JSON between a person's text, tokens and a person's eyes, without trees.
 *
 * <p>In: text and tokens. Out: tokens and text. This package must not know of commands.
 */
@NullMarked
package org.qmp4j.cli.json;

import org.jspecify.annotations.NullMarked;
