// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// How a machine sees tissue.
enum Contrast {
    CT {
        @Override
        double of(Tissue tissue) {
            return tissue.hu;
        }
    },
    T1 {
        @Override
        double of(Tissue tissue) {
            return tissue.t1;
        }
    },
    T2 {
        @Override
        double of(Tissue tissue) {
            return tissue.t2;
        }
    },
    FLAIR {
        @Override
        double of(Tissue tissue) {
            return tissue.flair;
        }
    };

    abstract double of(Tissue tissue);
}
