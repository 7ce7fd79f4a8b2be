// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.bench;

import io.radfm.testkit.Peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A transfer syntax, who encodes its frames, and who decodes them beside us.
///
/// @param bits of the frames that it is measured with
interface Case {
    String name();

    String syntax();

    int bits();

    boolean lossless();

    List<String> programs();

    /// The encoded frames.
    List<byte[]> encode(CtFrames frames, Path scratch) throws Exception;

    /// How long the peer needs for them; called after [#encode], with the same folder.
    Times peer(CtFrames frames, Path scratch) throws Exception;

    /// Seconds of CPU for all frames, and for one with what is done once for all: starting a
    /// process, reading its dictionary. The best of both is kept before the difference is taken.
    record Times(double all, double one) {
        static final Times NONE = new Times(Double.MAX_VALUE, Double.MAX_VALUE);

        Times best(Times other) {
            return new Times(Math.min(all, other.all), Math.min(one, other.one));
        }

        double seconds(int frames) {
            return (all - one) * frames / (frames - 1);
        }
    }

    Pattern USER = Pattern.compile("user ([0-9.]+)");

    List<Case> ALL =
            List.of(
                    new DcmtkCase("RLE Lossless", ".5", 12, true, "dcmcrle", "dcmdrle"),
                    new DcmtkCase("JPEG baseline", ".4.50", 8, false, "dcmcjpeg +eb", "dcmdjpeg"),
                    new DcmtkCase("JPEG extended", ".4.51", 12, false, "dcmcjpeg +ee", "dcmdjpeg"),
                    new DcmtkCase("JPEG lossless", ".4.70", 12, true, "dcmcjpeg +e1", "dcmdjpeg"),
                    new DcmtkCase("JPEG-LS lossless", ".4.80", 12, true, "dcmcjpls", "dcmdjpls"),
                    new DcmtkCase("JPEG-LS near", ".4.81", 12, false, "dcmcjpls +en", "dcmdjpls"),
                    new OpenJpegCase("JPEG 2000 lossless", ".4.90", true, List.of()),
                    new OpenJpegCase("JPEG 2000", ".4.91", false, List.of("-I", "-r", "10")));

    /// Runs a peer to its end, or throws with what it said. Returns the seconds of CPU that it
    /// needed in its own code, so that what it writes to the disk counts for nobody.
    static double run(List<String> command) throws IOException, InterruptedException {
        var arguments =
                new ArrayList<>(List.of("-c", "TIMEFORMAT='user %3U'; time \"$@\"", "bash"));
        arguments.addAll(command);
        var outcome = Peers.run("bash", arguments.toArray(String[]::new));
        var user = USER.matcher(outcome.output());
        if (outcome.exitCode() != 0 || !user.find()) {
            throw new IOException(command.getFirst() + " failed: " + outcome.output());
        }
        return Double.parseDouble(user.group(1));
    }
}
