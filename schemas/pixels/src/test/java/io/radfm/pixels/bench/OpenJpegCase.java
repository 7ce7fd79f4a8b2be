// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// Encoded and decoded by OpenJPEG, as a folder of all codestreams and one of the first.
record OpenJpegCase(String name, String uid, boolean lossless, List<String> options)
        implements Case {
    @Override
    public String syntax() {
        return "1.2.840.10008.1.2" + uid;
    }

    @Override
    public int bits() {
        return 12;
    }

    @Override
    public List<String> programs() {
        return List.of("opj_compress", "opj_decompress");
    }

    @Override
    public List<byte[]> encode(CtFrames frames, Path scratch) throws Exception {
        var folder = Files.createDirectories(scratch.resolve("codestreams"));
        var encoded = new ArrayList<byte[]>();
        for (int i = 0; i < frames.frames().size(); i++) {
            var raw = scratch.resolve("frame.rawl"); // little endian
            Files.write(raw, frames.frames().get(i));
            var file = folder.resolve(i + ".j2k");
            var command = new ArrayList<>(List.of("opj_compress", "-i", raw.toString()));
            command.addAll(List.of("-F", CtFrames.SIDE + "," + CtFrames.SIDE + ",1,12,u"));
            command.addAll(List.of("-o", file.toString()));
            command.addAll(options);
            Case.run(command);
            encoded.add(Files.readAllBytes(file));
        }
        return encoded;
    }

    @Override
    public Times peer(CtFrames frames, Path scratch) throws Exception {
        var one = Files.createDirectories(scratch.resolve("one"));
        Files.copy(
                scratch.resolve("codestreams/0.j2k"),
                one.resolve("0.j2k"),
                StandardCopyOption.REPLACE_EXISTING);
        return new Times(seconds(scratch.resolve("codestreams")), seconds(one));
    }

    private static double seconds(Path folder) throws Exception {
        return Case.run(List.of("opj_decompress", "-ImgDir", folder.toString(), "-OutFor", "raw"));
    }
}
