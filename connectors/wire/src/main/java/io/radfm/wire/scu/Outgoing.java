// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/// An object to be sent, as its bytes are: nothing is transcoded.
public interface Outgoing {
    ObjectKind kind();

    String sopInstanceUid();

    /// The length of the data set.
    long bytes();

    /// The data set, without Part 10 header.
    ReadableByteChannel open() throws IOException;

    static Outgoing of(ObjectKind kind, String sopInstanceUid, byte[] dataSet) {
        return new InMemory(kind, sopInstanceUid, dataSet);
    }

    /// Small objects: reports.
    final class InMemory implements Outgoing {
        private final ObjectKind kind;
        private final String sopInstanceUid;
        private final byte[] dataSet;

        private InMemory(ObjectKind kind, String sopInstanceUid, byte[] dataSet) {
            this.kind = kind;
            this.sopInstanceUid = sopInstanceUid;
            this.dataSet = dataSet.clone();
        }

        @Override
        public ObjectKind kind() {
            return kind;
        }

        @Override
        public String sopInstanceUid() {
            return sopInstanceUid;
        }

        @Override
        public long bytes() {
            return dataSet.length;
        }

        @Override
        public ReadableByteChannel open() {
            return Channels.newChannel(new ByteArrayInputStream(dataSet));
        }
    }
}
