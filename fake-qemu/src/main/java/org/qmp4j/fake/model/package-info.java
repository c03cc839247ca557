/**
 * A small QEMU: the effects of commands that a test has not scripted. Each part has a class that lists which
 * commands it has. Knows neither sockets nor sessions.
 */
@NullMarked
package org.qmp4j.fake.model;

import org.jspecify.annotations.NullMarked;
