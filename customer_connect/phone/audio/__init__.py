"""Sound on the line: keys as tones, typed text as Baudot, where speech begins and ends.

PCM throughout: 8,000 samples a second, mono, signed 16 bits, little-endian. Pieces may be of any length.
"""
