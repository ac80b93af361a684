package cn.chaoxue.roster;

import java.nio.charset.StandardCharsets;

/// Watches the bytes of a part of a workbook before the parser holds them in memory: elements and texts no longer than
/// any spreadsheet writes, in UTF-8. Comments, document types and instructions behind the first line, which none
/// writes, end it all.
final class Markup {

    private static final int LONGEST_RUN = 1 << 18;
    private static final byte[] CDATA = "[CDATA[".getBytes(StandardCharsets.US_ASCII);

    private enum Place {
        /// In a text or a tag.
        INSIDE,
        /// Behind a `<`.
        OPENED,
        /// The first line, which names the encoding.
        DECLARATION,
        /// Within the word that begins a CDATA section.
        ANNOUNCED,
        CDATA
    }

    private Place place = Place.INSIDE;
    private boolean begun;
    private int run;
    private int matched;

    /// Fails with [FileTrouble] at the first byte that cannot be of a spreadsheet.
    void see(byte next) {
        // In UTF-8 only a control character has it, which XML knows not; in UTF-16 every second byte is one.
        if (next == 0) {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        }
        run++;
        switch (place) {
            case INSIDE -> inside(next);
            case OPENED -> opened(next);
            case DECLARATION -> declaration(next);
            case ANNOUNCED -> announced(next);
            case CDATA -> section(next);
        }
        if (run > LONGEST_RUN) {
            throw new FileTrouble("swells");
        }
    }

    /// A `>` begins nothing: it may stand in an attribute.
    private void inside(byte next) {
        if (next == '<') {
            run = 0;
            place = Place.OPENED;
        }
    }

    private void opened(byte next) {
        if (next == '?' && begun) {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        }
        begun = true;
        matched = 0;
        place = switch (next) {
            case '?' -> Place.DECLARATION;
            case '!' -> Place.ANNOUNCED;
            default -> Place.INSIDE;
        };
    }

    /// Up to `?>` nothing in it begins anything.
    private void declaration(byte next) {
        if (next == '>' && matched > 0) {
            place = Place.INSIDE;
        }
        matched = next == '?' ? 1 : 0;
    }

    private void announced(byte next) {
        if (next != CDATA[matched++]) {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        }
        if (matched == CDATA.length) {
            matched = 0;
            place = Place.CDATA;
        }
    }

    /// Up to `]]>` nothing in it begins anything, so that all of it counts as one text.
    private void section(byte next) {
        if (next == '>' && matched >= 2) {
            place = Place.INSIDE;
        }
        matched = next == ']' ? matched + 1 : 0;
    }
}
