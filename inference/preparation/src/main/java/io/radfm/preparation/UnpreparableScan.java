// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

/// A scan that cannot be shown to the model, whatever is tried again: it does not decode, its
/// values are no numbers, or its geometry is absurd. Objects that cannot be fetched just now are an
/// IOException instead.
public final class UnpreparableScan extends Exception {
    private static final long serialVersionUID = 1L;

    private final int scan;
    private final String seriesInstanceUid;
    private final String reason;

    UnpreparableScan(int scan, String seriesInstanceUid, String reason, Throwable cause) {
        super("scan " + scan + ": " + reason, cause);
        this.scan = scan;
        this.seriesInstanceUid = seriesInstanceUid;
        this.reason = reason;
    }

    /// Which scan of the context, from 0.
    public int scan() {
        return scan;
    }

    public String seriesInstanceUid() {
        return seriesInstanceUid;
    }

    public String reason() {
        return reason;
    }
}
