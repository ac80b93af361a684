package cn.chaoxue.platform.form;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A text that is kept and shown in clear, and so holds nobody's numbers (A1.9): no ID, mobile, telephone or QQ number,
/// and no e-mail address, in a row or in the groups they are written in. Any nine digits in a row are taken for one;
/// what is put together of days, years and numbers of papers passes.
@Documented
@Constraint(validatedBy = Impersonal.Rule.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Impersonal {

    /// What is said of a text that does.
    String MESSAGE = "must hold no e-mail address and no number of nine or more digits: people's numbers have fields"
            + " of their own";

    String message() default MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /// Decides it.
    final class Rule implements ConstraintValidator<Impersonal, String> {

        private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");
        private static final String GAP = "[\\p{Zs}\\p{Pd}.·]{1,2}";
        private static final String MOBILE = "(?<!\\d)(?<!\\d%1$s)(?:86%1$s)?1[3-9]";
        /// In a row, or in the groups that mobile, ID and telephone numbers are written in.
        private static final List<Pattern> NUMBERS = Stream.of(
                        "\\d{9}",
                        MOBILE + "\\d(%1$s)\\d{4}\\1\\d{4}(?!\\d)",
                        MOBILE + "\\d\\d(%1$s)\\d{4}\\1\\d{3}(?!\\d)",
                        MOBILE + "\\d\\d(%1$s)\\d{3}\\1\\d{4}(?!\\d)",
                        MOBILE + "\\d(%1$s)\\d{3}\\1\\d{5}(?!\\d)",
                        MOBILE + "\\d{3}%1$s\\d{6}(?!\\d)",
                        MOBILE + "\\d%1$s\\d{8}(?!\\d)",
                        "(?<!\\d)\\d{3}(%1$s)\\d{4}\\1\\d{4,5}(?!\\d)",
                        "(?<!\\d)\\d{6}(?:%1$s)?\\d{4}(?:%1$s)?\\d{2}(?:%1$s)?\\d{2}(?:%1$s)?\\d{3}[\\dXx](?!\\d)",
                        "(?<!\\d)0(?:10|2\\d|[3-9]\\d{2})%1$s\\d{7,8}(?!\\d)")
                .map(form -> Pattern.compile(form.formatted(GAP), Pattern.UNICODE_CHARACTER_CLASS))
                .toList();
        private static final Pattern ADDRESS = Pattern.compile("[^\\s@]@[^\\s@]+\\.[^\\s@]");

        /// Whether a text is free of them; nothing is.
        public static boolean holds(@Nullable String text) {
            if (text == null) {
                return true;
            }
            String plain = UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                    .replaceAll("");
            return !ADDRESS.matcher(plain).find()
                    && NUMBERS.stream()
                            .noneMatch(number -> number.matcher(plain).find());
        }

        @Override
        public boolean isValid(@Nullable String text, @Nullable ConstraintValidatorContext context) {
            return holds(text);
        }
    }
}
