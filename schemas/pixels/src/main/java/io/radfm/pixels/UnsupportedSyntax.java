// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels;

/// A transfer syntax this project does not decode, refused by name.
public final class UnsupportedSyntax extends Exception {
    private final String uid;

    UnsupportedSyntax(String uid, String sentence) {
        super(sentence);
        this.uid = uid;
    }

    public String uid() {
        return uid;
    }
}
