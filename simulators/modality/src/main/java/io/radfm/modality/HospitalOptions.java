// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import io.radfm.modality.acquisition.Resolution;
import io.radfm.wire.scu.Destination;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Set;

/// What a [Hospital] does.
///
/// UIDs follow from seed and study number. Whoever gives the same seed, begin and first number
/// again gets the same objects again, byte for byte.
///
/// @param to where all modalities send
/// @param first number of the first study
/// @param studies how many; 0 goes on until it is closed
/// @param pace from one study to the next; the images of a study are spread over about as long.
///   Zero sends as fast as they are taken
/// @param begin when study 0 was made, on the hospital's clock
/// @param modalities CR, CT, MR, or some of them
/// @param patience how long a study waits for a destination that is away or takes nothing, before
///   it is given up
public record HospitalOptions(
        Destination to,
        long seed,
        long first,
        long studies,
        Duration pace,
        LocalDateTime begin,
        Set<String> modalities,
        Resolution resolution,
        Duration patience) {
    public static final Set<String> ALL_MODALITIES = Set.of("CR", "CT", "MR");

    public HospitalOptions {
        modalities = Set.copyOf(modalities);
        if (first < 0 || studies < 0 || pace.isNegative()) {
            throw new IllegalArgumentException("numbers of studies and pace are 0 or more");
        }
        if (modalities.isEmpty() || !ALL_MODALITIES.containsAll(modalities)) {
            throw new IllegalArgumentException("modalities are CR, CT and MR");
        }
    }

    /// All modalities, without end, a study every eight seconds, in full resolution, from now on.
    public static HospitalOptions to(Destination to, long seed) {
        return new HospitalOptions(
                to,
                seed,
                0,
                0,
                Duration.ofSeconds(8),
                LocalDateTime.now().withNano(0),
                ALL_MODALITIES,
                Resolution.FULL,
                Duration.ofMinutes(10));
    }

    public HospitalOptions withStudies(long studies) {
        return new HospitalOptions(
                to, seed, first, studies, pace, begin, modalities, resolution, patience);
    }

    public HospitalOptions withFirst(long first) {
        return new HospitalOptions(
                to, seed, first, studies, pace, begin, modalities, resolution, patience);
    }

    public HospitalOptions withPace(Duration pace) {
        return new HospitalOptions(
                to, seed, first, studies, pace, begin, modalities, resolution, patience);
    }

    public HospitalOptions withBegin(LocalDateTime begin) {
        return new HospitalOptions(
                to, seed, first, studies, pace, begin, modalities, resolution, patience);
    }

    public HospitalOptions withModalities(Set<String> modalities) {
        return new HospitalOptions(
                to, seed, first, studies, pace, begin, modalities, resolution, patience);
    }

    public HospitalOptions withResolution(Resolution resolution) {
        return new HospitalOptions(
                to, seed, first, studies, pace, begin, modalities, resolution, patience);
    }

    public HospitalOptions withPatience(Duration patience) {
        return new HospitalOptions(
                to, seed, first, studies, pace, begin, modalities, resolution, patience);
    }
}
