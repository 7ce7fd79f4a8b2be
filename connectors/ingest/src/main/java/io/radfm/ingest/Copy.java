// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.storage.Upload;

import java.io.IOException;
import java.io.InputStream;

/// A stream whose every byte that is read also goes to an upload: what parses the header takes
/// nothing away from the object, however far it reads ahead.
final class Copy extends InputStream {
    private final InputStream from;
    private final Upload to;

    Copy(InputStream from, Upload to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public int read() throws IOException {
        int one = from.read();
        if (one >= 0) {
            to.write(one);
        }
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = from.read(into, offset, length);
        if (count > 0) {
            to.write(into, offset, count);
        }
        return count;
    }

    /// The rest, past the reader.
    void finish() throws IOException {
        from.transferTo(to);
    }
}
