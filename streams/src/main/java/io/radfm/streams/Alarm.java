// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.StudyPhase;
import io.radfm.events.StudyRecord;

import org.apache.kafka.common.utils.Bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// When to look at a study again. Each study has exactly one; the store keeps them in order of
/// time.
///
/// An arrival does not move the alarm: when it rings too early it is set again, so that an image
/// costs the same whatever else is going on.
///
/// @param kind open studies may be closed, others forgotten
/// @param at on the partition's event clock
record Alarm(Kind kind, long at, StudyId study) {
    enum Kind {
        OPEN,
        KEPT
    }

    private static final int FIXED = 1 + Long.BYTES;

    static Alarm of(StudyRecord study) {
        var kind = study.getPhase() == StudyPhase.OPEN ? Kind.OPEN : Kind.KEPT;
        return new Alarm(kind, study.getAlarmAt(), StudyId.of(study));
    }

    static Alarm parse(Bytes key) {
        var in = ByteBuffer.wrap(key.get());
        var kind = Kind.values()[in.get()];
        long at = in.getLong();
        var parts =
                new String(key.get(), FIXED, in.remaining(), StandardCharsets.UTF_8).split("\0", 2);
        return new Alarm(kind, at, new StudyId(parts[0], parts[1]));
    }

    Bytes key() {
        var id = study.key().get();
        return Bytes.wrap(start(kind, at, id.length).put(id).array());
    }

    /// Below every alarm of this kind at this time or later.
    static Bytes from(Kind kind, long at) {
        return Bytes.wrap(start(kind, at, 0).array());
    }

    private static ByteBuffer start(Kind kind, long at, int more) {
        return ByteBuffer.allocate(FIXED + more).put((byte) kind.ordinal()).putLong(at);
    }
}
