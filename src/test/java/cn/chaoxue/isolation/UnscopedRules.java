package cn.chaoxue.isolation;

import cn.chaoxue.identity.Role;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Endpoints whose address names no unit and nothing in one: what they tell, or do, comes from the token alone.
final class UnscopedRules {

    /// Needs no token, and tells nothing of anybody.
    static final Set<String> OPEN = Set.of(
            "post /api/v1/auth/login",
            "post /api/v1/auth/refresh",
            "post /api/v1/auth/logout",
            "get /api/v1/ping",
            "get /api/v1/demo/accounts",
            "get /api/v1/demo/rehearsal",
            "post /api/v1/demo/rehearsal",
            "delete /api/v1/demo/rehearsal");

    /// Speaks of the caller alone: whose it is comes from the token. Where an id could be another person's, or a unit
    /// another, [Rules] asks for those.
    static final Set<String> SELF = Set.of(
            "put /api/v1/auth/password",
            "post /api/v1/auth/second-factor",
            "get /api/v1/me/second-factor",
            "post /api/v1/me/second-factor/enrolment",
            "post /api/v1/me/second-factor/confirmation",
            "post /api/v1/me/second-factor/recovery-codes",
            "get /api/v1/me/rights",
            "put /api/v1/me/rights/acting-unit",
            "get /api/v1/me",
            "get /api/v1/me/activation",
            "post /api/v1/me/activation/confirmation",
            "post /api/v1/me/activation/amendment",
            "get /api/v1/me/sessions",
            "delete /api/v1/me/sessions/{id}",
            "get /api/v1/me/courses",
            "get /api/v1/me/hours",
            "get /api/v1/courses/{id}",
            "post /api/v1/study/heartbeats",
            "get /api/v1/study/live",
            "get /api/v1/study/courses/{courseId}",
            "get /api/v1/exams/{examId}",
            "post /api/v1/exams/{examId}/attempts",
            "get /api/v1/attempts/{attemptId}",
            "put /api/v1/attempts/{attemptId}/answers",
            "post /api/v1/attempts/{attemptId}/submission");

    /// Belongs to no unit: the role decides, one of these.
    static final Map<String, Set<Role>> INSTALLATION = Map.of(
            "get /api/v1/dead-letters", Set.of(Role.OPERATOR),
            "post /api/v1/dead-letters/redrive", Set.of(Role.OPERATOR),
            "get /api/v1/exams/{examId}/questions", Set.of(Role.OPERATOR, Role.CENTRE_ADMIN));

    /// Takes many at once, and leaves those that are not the caller's: answers that it did.
    static final String MANY = "post /api/v1/amendments/approvals";

    /// Makes something in the caller's own unit, whatever it is asked.
    static final Set<String> OWN_UNIT = Set.of("post /api/v1/cadres/imports", "get /api/v1/cadres/imports/template");

    /// Lists what the caller reaches.
    static final Map<String, Listing> LISTS = Listing.all();

    private UnscopedRules() {}

    static Set<String> all() {
        Set<String> ruled = new TreeSet<>(OPEN);
        ruled.addAll(SELF);
        ruled.addAll(INSTALLATION.keySet());
        ruled.add(MANY);
        ruled.addAll(OWN_UNIT);
        ruled.addAll(LISTS.keySet());
        return ruled;
    }

    /// Reads that speak of the caller, or of the own unit, alone, as if of this course and its examination; the socket
    /// has its own test.
    static Map<String, Call> ofOneself(long course, long exam) {
        Map<String, Call> reads = new TreeMap<>();
        Stream.concat(SELF.stream(), OWN_UNIT.stream())
                .filter(name -> name.startsWith("get ") && !name.endsWith("/live"))
                .forEach(name -> reads.put(
                        name,
                        Call.get(name.substring("get ".length())
                                .replace("{examId}", String.valueOf(exam))
                                .replaceAll("\\{\\w+}", String.valueOf(course)))));
        return reads;
    }
}
