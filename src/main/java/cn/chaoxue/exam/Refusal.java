package cn.chaoxue.exam;

/// Why a test cannot be begun, or answers not be taken; the slug is part of the API contract.
enum Refusal {
    PROGRESS_INCOMPLETE("progress-incomplete", "The course must be studied to 100 % before its test."),
    NO_ATTEMPT_LEFT("no-attempt-left", "All attempts at this test are used up."),
    ALREADY_PASSED("already-passed", "This test is already passed."),
    CAMPAIGN_CLOSED("campaign-closed", "No campaign with this course is open now."),
    RESULT_PENDING("result-pending", "The last attempt is being graded; ask for its result first."),
    DEADLINE_PASSED("deadline-passed", "The time for this attempt is over; what was saved has been submitted."),
    ALREADY_SUBMITTED("already-submitted", "This attempt has been submitted; its answers can no longer change.");

    private final String slug;
    private final String detail;

    Refusal(String slug, String detail) {
        this.slug = slug;
        this.detail = detail;
    }

    String slug() {
        return slug;
    }

    String detail() {
        return detail;
    }
}
