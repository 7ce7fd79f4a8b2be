// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import io.radfm.training.sample.Place;

/// A sample, encoded.
///
/// @param place where its scans lie
/// @param ids all its tokens; rows of its scans are numbered as if it were alone
/// @param weights of each token as something to be predicted; 0 where it is given
/// @param prompt how many tokens are given before the answer; all of an interleaved sample's are
///   its own answer
/// @param kind what it may share a batch with
public record Example(Place place, int[] ids, float[] weights, int prompt, Kind kind) {

    /// Examples of one kind are computed at the same cost, and may stand in one batch.
    ///
    /// @param volumes of volumes, or of pictures
    /// @param scans how many
    /// @param size of the first as it is stored, `C×H×W×D`; empty when there is none
    public record Kind(boolean volumes, int scans, String size) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int first = Boolean.compare(volumes, other.volumes);
            int second = first != 0 ? first : Integer.compare(scans, other.scans);
            return second != 0 ? second : size.compareTo(other.size);
        }
    }

    public int length() {
        return ids.length;
    }

    /// Only what it is; never a text.
    @Override
    public String toString() {
        return "Example{" + place.sample().key() + ", " + ids.length + " tokens}";
    }
}
