// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A round that is not whole yet: `running/round.json`, and a file for each segment that is.
final class Running {
    static final String FOLDER = "running";
    static final String ROUND = FOLDER + "/round.json";

    private final Folder folder;

    Running(Folder folder) {
        this.folder = folder;
    }

    /// The round that was begun; what is left of one that is whole is removed.
    ///
    /// @param rounds that are whole
    Optional<Round> begun(int rounds) throws IOException {
        if (folder.exists(ROUND)) {
            var round = Json.read(folder, ROUND, Round.class);
            if (round.number() > rounds) {
                return Optional.of(round);
            }
        }
        clear();
        return Optional.empty();
    }

    private void clear() throws IOException {
        for (var file : folder.list(FOLDER)) {
            folder.delete(file);
        }
    }

    void begin(Round round) throws IOException {
        folder.write(ROUND, Json.bytes(round));
    }

    void done(Segment segment) throws IOException {
        var name = "%s/%s-%d.json".formatted(FOLDER, segment.place(), segment.from());
        folder.write(name, Json.bytes(segment));
    }

    List<Segment> done() throws IOException {
        var done = new ArrayList<Segment>();
        for (var file : folder.list(FOLDER)) {
            if (!file.equals(ROUND)) {
                done.add(Json.read(folder, file, Segment.class));
            }
        }
        return done;
    }

    void end(Manifest manifest) throws IOException {
        folder.write(Manifest.name(manifest.round().number()), Json.bytes(manifest));
        clear();
    }
}
