package org.qmp4j.client.session;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.qmp4j.client.framing.FrameReader;
import org.qmp4j.client.message.CommandEncoder;
import org.qmp4j.client.message.Message;
import org.qmp4j.protocol.RawGuestAgentCommand;

/**
 * One {@code guest-sync-delimited} command, identified by its number.
 *
 * @param number the agent repeats it in its reply
 */
record AgentSync(long number) {
    /** The command's name. */
    static final String NAME = "guest-sync-delimited";

    /**
     * A command with a new number, because the agent may still answer an older one. The number has at most 53 bits,
     * which every JSON library keeps exact.
     */
    static AgentSync next() {
        return new AgentSync(ThreadLocalRandom.current().nextLong(1, 1L << 53));
    }

    /** The command alone, for an agent whose parser is in a known state. */
    byte[] command() {
        return CommandEncoder.encode(RawGuestAgentCommand.named(NAME).with("id", number), "", false);
    }

    /** Another command, followed by this one, as one message. */
    byte[] after(byte[] first) {
        byte[] own = command();
        byte[] both = Arrays.copyOf(first, first.length + own.length);
        System.arraycopy(own, 0, both, first.length, own.length);
        return both;
    }

    /**
     * The command after a byte that resets the agent's parser, because an earlier client may have left a command
     * unfinished. The agent answers that byte with an error. The error comes before the sentinel, so it is skipped.
     */
    byte[] message() {
        byte[] command = command();
        byte[] message = new byte[command.length + 1];
        message[0] = FrameReader.SENTINEL;
        System.arraycopy(command, 0, message, 1, command.length);
        return message;
    }

    /** Whether this is the reply to this command. Reader thread only, so a long value is not decoded. */
    boolean answeredBy(Message.Reply reply) {
        String wanted = Long.toString(number);
        return reply instanceof Message.Success success
                && success.value().length() == wanted.length()
                && success.value().toString().equals(wanted);
    }
}
