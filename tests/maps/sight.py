"""How colours look to people with a colour-blindness, and how far apart two of them are then.

Simulation after Machado, Oliveira and Fernandes (2009), full severity, on linear RGB; distance is CIE76 in CIELAB.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

SIGHTS = {
    "gewoon": np.eye(3),
    "protanopie": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopie": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopie": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def distance(first: str, second: str, sight: str) -> float:
    """How far apart two colours (#rrggbb) are for this sight; 2 is just visible, 100 is black and white."""
    return float(np.linalg.norm(_lab(first, sight) - _lab(second, sight)))


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG counts it, 1 to 21."""
    dark, light = sorted(float(TO_XYZ[1] @ _linear(colour)) for colour in (first, second))
    return (light + 0.05) / (dark + 0.05)


def _linear(colour: str) -> Values:
    values = np.array([int(colour[index : index + 2], 16) for index in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _lab(colour: str, sight: str) -> Values:
    seen = np.clip(SIGHTS[sight] @ _linear(colour), 0, 1)
    share = TO_XYZ @ seen / WHITE
    curve = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])])
