package org.qmp4j.client.session;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.qmp4j.client.framing.FrameReader;
import org.qmp4j.client.message.CommandEncoder;
import org.qmp4j.client.message.Message;
import org.qmp4j.protocol.RawGuestAgentCommand;

/**
 * One {@code guest-sync-delimited}, known by its number.
 *
 * @param number what the agent is to repeat
 */
record AgentSync(long number) {
    /** The command's name. */
    static final String NAME = "guest-sync-delimited";

    /**
     * One with a new number: the agent may still answer an older one. It is within the 53 bits that any JSON library keeps
     * exact.
     */
    static AgentSync next() {
        return new AgentSync(ThreadLocalRandom.current().nextLong(1, 1L << 53));
    }

    /** The command alone, for an agent that is known to have understood what came before. */
    byte[] command() {
        return CommandEncoder.encode(RawGuestAgentCommand.named(NAME).with("id", number), "", false);
    }

    /** Another command and this one after it, as one message. */
    byte[] after(byte[] first) {
        byte[] own = command();
        byte[] both = Arrays.copyOf(first, first.length + own.length);
        System.arraycopy(own, 0, both, first.length, own.length);
        return both;
    }

    /**
     * The command behind a byte that brings the agent's parser back from whatever an earlier client has left unfinished. The
     * agent answers that byte with an error of its own, which comes before the sentinel in its answer and is skipped with
     * everything else.
     */
    byte[] message() {
        byte[] command = command();
        byte[] message = new byte[command.length + 1];
        message[0] = FrameReader.SENTINEL;
        System.arraycopy(command, 0, message, 1, command.length);
        return message;
    }

    /** Whether this is its answer. Reader thread: a long value is not decoded. */
    boolean answeredBy(Message.Reply reply) {
        String wanted = Long.toString(number);
        return reply instanceof Message.Success success
                && success.value().length() == wanted.length()
                && success.value().toString().equals(wanted);
    }
}
