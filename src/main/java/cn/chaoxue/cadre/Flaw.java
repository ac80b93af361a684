package cn.chaoxue.cadre;

import cn.chaoxue.platform.problem.Problem.FieldError;

/// What is wrong with one field of a record; `field` is its name in requests.
public record Flaw(String field, Why why) {

    /// In words for people who speak to the API, and as a slug for pages and files.
    public enum Why {
        NEEDED("needed", "is needed"),
        MALFORMED("malformed", "does not have the form it needs"),
        CHECK_DIGIT(
                "check-digit", "is not an ID number of 18 characters: a digit, the date or the check digit is wrong"),
        DISAGREES("disagrees", "does not agree with the ID number"),
        FUTURE("future", "must not lie in the future"),
        BEFORE_BEGINNING("before-beginning", "must not lie before the beginning"),
        AFTER_BEGINNING("after-beginning", "must not lie after the beginning of the post");

        private final String slug;
        private final String message;

        Why(String slug, String message) {
            this.slug = slug;
            this.message = message;
        }

        public String slug() {
            return slug;
        }

        public String message() {
            return message;
        }
    }

    FieldError error() {
        return new FieldError(field, why.message());
    }
}
