// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.util.List;

/// What an element holds. None of them shows its content in `toString`.
public sealed interface Value {
    /// As read: numbers little endian whatever the transfer syntax, text in the character set of
    /// the data set it stands in, padding included.
    record Bytes(byte[] bytes) implements Value {
        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    /// Text put in by a program, values separated by backslashes; encoded when it is written.
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return text.length() + " characters";
        }
    }

    /// The items of a sequence (PS3.5 §7.5).
    record Items(List<DataSet> items) implements Value {
        @Override
        public String toString() {
            return items.size() + " items";
        }
    }

    /// Encapsulated data of an element that is not the data set's own Pixel Data (an icon), or that
    /// is to be written: the first fragment is the Basic Offset Table (PS3.5 §A.4).
    record Fragments(List<byte[]> fragments) implements Value {
        @Override
        public String toString() {
            return fragments.size() + " fragments";
        }
    }

    /// A value left where it is, longer than [ReadOptions#keepUpTo].
    ///
    /// @param offset from the start of what was read
    record Elsewhere(long offset, long length) implements Value {}
}
