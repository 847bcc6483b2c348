"""MD4, which hardly any OpenSSL has any more and old user databases still have.

RFC 1320
"""

from struct import pack, unpack

_WORD = 0xFFFFFFFF
_BLOCK = 64
_ROUNDS = (
    (0, tuple(range(16)), (3, 7, 11, 19)),
    (0x5A827999, tuple(i % 4 * 4 + i // 4 for i in range(16)), (3, 5, 9, 13)),
    (0x6ED9EBA1, (0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15), (3, 9, 11, 15)),
)


def md4(data: bytes) -> bytes:
    """The digest: sixteen bytes.

    >>> md4(b"abc").hex()
    'a448017aaf21d8525fc10ae87aa6729d'
    """
    padded = data + b"\x80" + bytes(-(len(data) + 9) % _BLOCK) + pack("<Q", len(data) * 8)
    state = (0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476)
    for start in range(0, len(padded), _BLOCK):
        words = unpack("<16I", padded[start : start + _BLOCK])
        added = _block(state, words)
        state = tuple((a + b) & _WORD for a, b in zip(state, added, strict=True))  # type: ignore[assignment] # four of them
    return pack("<4I", *state)


def _block(state: tuple[int, int, int, int], words: tuple[int, ...]) -> tuple[int, int, int, int]:
    a, b, c, d = state
    for number, (constant, order, shifts) in enumerate(_ROUNDS):
        for step, index in enumerate(order):
            mixed = (
                (b & c) | (~b & d),
                (b & c) | (b & d) | (c & d),
                b ^ c ^ d,
            )[number]
            total = (a + mixed + words[index] + constant) & _WORD
            shift = shifts[step % 4]
            a, b, c, d = d, (total << shift | total >> (32 - shift)) & _WORD, b, c
    return a, b, c, d
