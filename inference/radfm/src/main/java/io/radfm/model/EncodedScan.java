// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

/// A scan as the language model reads it, `[latents, hidden]`: what the vision encoder made of a
/// [ScanTensor] under this key.
public final class EncodedScan {
    private final String key;
    private final float[] rows;

    EncodedScan(String key, float[] rows) {
        this.key = key;
        this.rows = rows;
    }

    public String key() {
        return key;
    }

    float[] rows() {
        return rows;
    }

    long bytes() {
        return (long) Float.BYTES * rows.length;
    }
}
