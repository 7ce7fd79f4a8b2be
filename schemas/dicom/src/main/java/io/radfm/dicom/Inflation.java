// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A deflated data set, inflated (PS3.5 §A.5): a raw deflate stream, or by mistake of its writer
/// one with a zlib header. Gives up with [MalformedDicom] beyond a bound and where the stream is
/// broken; bytes behind its end (padding to even length) are not read.
final class Inflation extends InputStream {
    private final InputStream deflated;
    private final long most;
    private final byte[] input = new byte[8 << 10];
    private Inflater inflater;
    private long produced;

    Inflation(InputStream deflated, long most) {
        this.deflated = deflated;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (inflater == null) {
            start();
        }
        try {
            while (!inflater.finished()) {
                int inflated = inflater.inflate(into, offset, length);
                if (inflated > 0) {
                    produced += inflated;
                    if (produced > most) {
                        throw new MalformedDicom(
                                produced, "inflates to more than the limit of " + most + " bytes");
                    }
                    return inflated;
                }
                if (inflater.needsDictionary()) {
                    throw new MalformedDicom(produced, "deflated with a preset dictionary");
                }
                if (inflater.needsInput() && !inflater.finished()) {
                    feed();
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw new MalformedDicom(produced, "deflated data set is damaged");
        }
    }

    private void start() throws IOException {
        int first = deflated.readNBytes(input, 0, input.length);
        boolean zlib =
                first >= 2
                        && (input[0] & 0x0F) == 8
                        && (input[0] & 0xF0) <= 0x70
                        && ((input[0] & 0xFF) << 8 | input[1] & 0xFF) % 31 == 0;
        inflater = new Inflater(!zlib);
        inflater.setInput(input, 0, first);
    }

    private void feed() throws IOException {
        int more = deflated.read(input);
        if (more < 0) {
            throw new MalformedDicom(produced, "ends within the deflated data set");
        }
        inflater.setInput(input, 0, more);
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
