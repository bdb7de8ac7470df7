package dev.gangway.stream;

/** Reads over the header of a gzip member, byte by byte (RFC 1952, section 2.3). */
final class GzipHeader {

    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;
    private static final int FIXED_LENGTH = 10;

    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        CRC,
        OVER,
        WRONG
    }

    private Part part = Part.FIXED;
    private int flags;
    private int count;
    private int extra;

    void reset() {
        part = Part.FIXED;
        flags = 0;
        count = 0;
        extra = 0;
    }

    boolean isOver() {
        return part == Part.OVER;
    }

    /** Whether it is no gzip. */
    boolean isWrong() {
        return part == Part.WRONG;
    }

    void read(byte b) {
        count++;
        switch (part) {
            case FIXED -> fixed(b);
            case EXTRA_LENGTH -> {
                extra |= (b & 0xFF) << (8 * (count - 1));
                if (count == 2) {
                    next(extra == 0 ? Part.NAME : Part.EXTRA);
                }
            }
            case EXTRA -> {
                if (count == extra) {
                    next(Part.NAME);
                }
            }
            case NAME, COMMENT -> {
                if (b == 0) {
                    next(part == Part.NAME ? Part.COMMENT : Part.CRC);
                }
            }
            default -> {
                if (count == 2) {
                    next(Part.OVER);
                }
            }
        }
    }

    private void fixed(byte b) {
        boolean magic = switch (count) {
            case 1 -> b == 0x1F;
            case 2 -> b == (byte) 0x8B;
            default -> true;
        };
        flags = count == 4 ? b : flags;
        if (!magic) {
            part = Part.WRONG;
        } else if (count == FIXED_LENGTH) {
            next(Part.EXTRA_LENGTH);
        }
    }

    /** Goes to {@code wanted}, or past it where the flags say that it is not there. */
    private void next(Part wanted) {
        count = 0;
        part = wanted;
        if (part == Part.EXTRA_LENGTH && (flags & FEXTRA) == 0) {
            part = Part.NAME;
        }
        if (part == Part.NAME && (flags & FNAME) == 0) {
            part = Part.COMMENT;
        }
        if (part == Part.COMMENT && (flags & FCOMMENT) == 0) {
            part = Part.CRC;
        }
        if (part == Part.CRC && (flags & FHCRC) == 0) {
            part = Part.OVER;
        }
    }
}
