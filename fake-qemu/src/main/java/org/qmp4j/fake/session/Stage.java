package org.qmp4j.fake.session;

import org.qmp4j.fake.net.Loop;

/** What all monitors of one fake share. */
public record Stage(Loop loop, Dispatcher dispatcher, Events events, Backend backend) {}
