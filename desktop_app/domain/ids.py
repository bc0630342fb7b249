"""Lasting names for records, revisions and blocks."""

import os
import time
import uuid
from collections.abc import Callable
from typing import NewType

ArticleId = NewType("ArticleId", str)
PhotoId = NewType("PhotoId", str)
RevisionId = NewType("RevisionId", str)
BlockId = NewType("BlockId", str)

# A block id lives beside a few hundred others at most, so 48 random bits are ample and keep records small.
_BLOCK_ID_BYTES = 6


def new_id(now_ms: Callable[[], int] | None = None, random_bytes: Callable[[int], bytes] = os.urandom) -> str:
    """A UUIDv7 (RFC 9562 section 5.7): sorts by creation time, needs no server to be unique.

    *now_ms* gives milliseconds since 1970 and *random_bytes* the random part; the simulation injects both.
    """
    milliseconds = time.time_ns() // 1_000_000 if now_ms is None else now_ms()
    tail = int.from_bytes(random_bytes(10), "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= (tail >> 68 & 0xFFF) << 64
    value |= 0b10 << 62
    value |= tail & 0x3FFF_FFFF_FFFF_FFFF
    return str(uuid.UUID(int=value))


def new_block_id(random_bytes: Callable[[int], bytes] = os.urandom) -> BlockId:
    """Twelve hexadecimal digits, unique within any story anyone will write."""
    return BlockId(random_bytes(_BLOCK_ID_BYTES).hex())
