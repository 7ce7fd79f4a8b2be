// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.bench;

import io.radfm.dicom.DicomReader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Encoded and decoded by DCMTK, as one file of all frames and one of the first.
record DcmtkCase(
        String name, String uid, int bits, boolean lossless, String encoder, String decoder)
        implements Case {
    @Override
    public String syntax() {
        return "1.2.840.10008.1.2" + uid;
    }

    @Override
    public List<String> programs() {
        return List.of(encoder.split(" ")[0], decoder);
    }

    @Override
    public List<byte[]> encode(CtFrames frames, Path scratch) throws Exception {
        encode(frames, scratch, 1);
        encode(frames, scratch, frames.frames().size());
        var file = DicomReader.read(encoded(scratch, frames.frames().size()));
        var encoded = new ArrayList<byte[]>();
        for (int i = 0; i < frames.frames().size(); i++) {
            encoded.add(file.pixels().orElseThrow().frame(i));
        }
        return encoded;
    }

    private void encode(CtFrames frames, Path scratch, int count) throws Exception {
        var plain = scratch.resolve("plain.dcm");
        frames.write(plain, count);
        var command = new ArrayList<>(List.of(encoder.split(" ")));
        command.add(plain.toString());
        command.add(encoded(scratch, count).toString());
        Case.run(command);
    }

    private static Path encoded(Path scratch, int count) {
        return scratch.resolve("encoded-" + count + ".dcm");
    }

    @Override
    public Times peer(CtFrames frames, Path scratch) throws Exception {
        return new Times(seconds(scratch, frames.frames().size()), seconds(scratch, 1));
    }

    private double seconds(Path scratch, int count) throws Exception {
        return Case.run(
                List.of(
                        decoder,
                        encoded(scratch, count).toString(),
                        scratch.resolve("decoded.dcm").toString()));
    }
}
