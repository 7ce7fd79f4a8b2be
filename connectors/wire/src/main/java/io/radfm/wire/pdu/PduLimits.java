// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.pdu;

/// How long a PDU may be before it is refused unread. Lengths are without the 6-byte header.
///
/// @param associateBytes for A-ASSOCIATE-RQ and -AC
/// @param dataBytes for P-DATA-TF. More than what is negotiated: some peers exceed the maximum they
///   were told
public record PduLimits(int associateBytes, int dataBytes) {
    /// PS3.8 §9.3.2: context IDs are odd numbers up to 255.
    public static final int MAX_CONTEXTS = 128;

    static final int MAX_TRANSFER_SYNTAXES = 256;
    static final int MAX_USER_ITEMS = 1024;
    static final int MAX_DATA_VALUES = 4096;

    public static final PduLimits DEFAULT = new PduLimits(256 << 10, 1 << 20);
}
