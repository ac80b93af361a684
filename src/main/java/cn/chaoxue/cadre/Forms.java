package cn.chaoxue.cadre;

import java.util.regex.Pattern;

/// What names and numbers of people look like, for every form that asks for them.
public final class Forms {

    public static final String NAME = "(?=.*\\p{L})[\\p{IsHan}\\p{L}·•‧・ .-]{2,32}";
    public static final String NAME_MESSAGE = "must be a name of 2 to 32 characters";
    /// What is searched by: no digits, which names never hold and numbers of people consist of.
    public static final String NAME_PIECE = "\\P{Nd}*";

    public static final String NAME_PIECE_MESSAGE = "must be of a name: numbers are looked up, and never searched";
    /// Where a list goes on: an id, as `next` was.
    public static final String CURSOR = "\\d{1,18}";

    public static final String CURSOR_MESSAGE = "must be a cursor from `next`";
    /// Something, where blanks would be stripped to nothing.
    public static final String SOME = ".*\\S.*";

    public static final String SOME_MESSAGE = "must not be blank";
    public static final String MOBILE = "1[3-9]\\d{9}";
    public static final String MOBILE_MESSAGE = "must be a mobile number of 11 digits";
    /// Empty where it shall be removed.
    public static final String EMAIL = "|[^@\\s]{1,40}@[^@\\s]+\\.[^@\\s]+";

    public static final String EMAIL_MESSAGE = "must be an e-mail address";
    /// Empty where it shall be removed.
    public static final String QQ = "|[1-9]\\d{4,11}";

    public static final String QQ_MESSAGE = "must be a QQ number of 5 to 12 digits";

    private static final Pattern DOTS = Pattern.compile("[•‧・]");

    private Forms() {}

    /// A name as it is kept, or a piece of one as it is searched by: no blanks around it, and between the parts the dot
    /// that documents have, whichever was typed.
    public static String name(String typed) {
        return DOTS.matcher(typed.strip()).replaceAll("·");
    }
}
