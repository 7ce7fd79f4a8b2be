// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.dimse;

import io.radfm.wire.pdu.AbortReason;
import io.radfm.wire.pdu.DataValue;
import io.radfm.wire.pdu.MalformedPdu;
import io.radfm.wire.upper.Association;
import io.radfm.wire.upper.Indication;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Puts the fragments of P-DATA together to messages (PS3.8 Annex E): the command as a whole, the
/// data set as a stream. Command and data in one PDU are taken apart, as they are by few others.
///
/// Used by the one thread that reads the association. A fragment where none may be (unknown
/// context, another message's, data without a command) ends the association with an abort.
public final class MessageReader {
    private static final int MAX_COMMAND_BYTES = 64 << 10;

    private final Association association;
    private final Map<Integer, AgreedContext> contexts;
    private final long maxObjectBytes;
    private Iterator<DataValue> values = List.<DataValue>of().iterator();
    private Indication end;

    public MessageReader(
            Association association, Collection<AgreedContext> contexts, long maxObjectBytes) {
        this.association = association;
        this.contexts =
                contexts.stream().collect(Collectors.toMap(AgreedContext::id, Function.identity()));
        this.maxObjectBytes = maxObjectBytes;
    }

    public Message next() {
        try {
            var first = fragment();
            if (first.isEmpty()) {
                return new Message.Ended(end);
            }
            var context = context(first.get());
            var received = CommandCodec.read(command(first.get()));
            return new Message.Arrived(
                    context,
                    received.command(),
                    received.hasDataSet()
                            ? Optional.of(new DataSetStream(this, context.id(), maxObjectBytes))
                            : Optional.empty());
        } catch (MalformedPdu e) {
            association.refuse(e);
            while (!over(end = association.next())) {}
            return new Message.Ended(end);
        }
    }

    private static boolean over(Indication indication) {
        return indication instanceof Indication.Aborted || indication instanceof Indication.Closed;
    }

    private ByteBuffer command(DataValue first) throws MalformedPdu {
        if (first.last()) {
            return mustBeCommand(first, first).bytes();
        }
        var whole = new ByteArrayOutputStream();
        var value = mustBeCommand(first, first);
        while (true) {
            if (whole.size() + value.bytes().remaining() > MAX_COMMAND_BYTES) {
                throw unexpected("a command of more than " + MAX_COMMAND_BYTES + " bytes");
            }
            var bytes = new byte[value.bytes().remaining()];
            value.bytes().get(bytes);
            whole.writeBytes(bytes);
            if (value.last()) {
                return ByteBuffer.wrap(whole.toByteArray());
            }
            value =
                    mustBeCommand(
                            first,
                            fragment().orElseThrow(() -> unexpected("an end within a command")));
        }
    }

    private static DataValue mustBeCommand(DataValue first, DataValue value) throws MalformedPdu {
        if (!value.command() || value.contextId() != first.contextId()) {
            throw unexpected("a fragment of another message within, or instead of, a command");
        }
        return value;
    }

    private AgreedContext context(DataValue value) throws MalformedPdu {
        var context = contexts.get(value.contextId());
        if (context == null) {
            throw unexpected("a fragment for presentation context " + value.contextId());
        }
        return context;
    }

    /// The next fragment of the data set under way.
    DataValue dataFragment(int contextId) throws AssociationLost {
        var value =
                fragment().orElseThrow(() -> new AssociationLost(end.getClass().getSimpleName()));
        if (value.command() || value.contextId() != contextId) {
            association.refuse(unexpected("a fragment of another message within a data set"));
            end = association.next();
            throw new AssociationLost("interleaved fragments");
        }
        return value;
    }

    private Optional<DataValue> fragment() {
        while (!values.hasNext()) {
            if (end != null) {
                return Optional.empty();
            }
            switch (association.next()) {
                case Indication.Data data -> values = data.data().values().iterator();
                case Indication other -> end = other;
            }
        }
        return Optional.of(values.next());
    }

    private static MalformedPdu unexpected(String what) {
        return new MalformedPdu(0, AbortReason.UNEXPECTED_PDU_PARAMETER, what);
    }
}
