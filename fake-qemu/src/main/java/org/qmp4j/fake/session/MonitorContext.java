package org.qmp4j.fake.session;

import org.qmp4j.fake.net.Loop;

/** The objects that all monitors of one fake share. */
public record MonitorContext(Loop loop, Dispatcher dispatcher, Events events, Backend backend) {}
