/**
 * A small QEMU: what its commands do where a test has scripted nothing. A class for each part of it, that says which
 * commands it has. Knows neither sockets nor sessions.
 */
@NullMarked
package org.qmp4j.fake.model;

import org.jspecify.annotations.NullMarked;
