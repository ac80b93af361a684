package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.cadre.Exporting.Wish;
import cn.chaoxue.identity.AccountNames;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where every export of personal records is asked for: it begins permitted and written down, or is refused with the
/// problem to answer with, whatever it holds (A1.9).
@Singleton
public class ExportDesk {

    private static final int SHORTEST_REASON = 4;

    private final Units units;
    private final AccountNames names;
    private final Exporting exporting;

    ExportDesk(Units units, AccountNames names, Exporting exporting) {
        this.units = units;
        this.names = names;
        this.exporting = exporting;
    }

    /// What every request for an export says, besides its filters.
    public interface Request {

        /// The caller's own where none is named.
        @Nullable
        Long unit();

        /// Numbers in clear.
        boolean clear();

        @Nullable
        String reason();
    }

    /// What may leave, beneath a unit the caller reaches.
    public Uni<Wish> permitted(Exporting.Kind kind, Request request, Caller caller, Origin origin, Language language) {
        if (request.clear()) {
            Unmasking.require(caller);
        }
        if (request.clear() && !isReason(request.reason())) {
            throw Problem.invalid("reason", "is needed for an export in clear");
        }
        return who(caller, language)
                .chain(who -> wish(kind, request, caller, origin, who, language))
                .call(wish -> exporting.permit(wish).invoke(ExportDesk::require));
    }

    /// What leaves in clear of the caller's unit and is no export by a filter; the answer is its first row.
    public Uni<String> permittedInClear(AuditEvent event, ReasonRequest why, Caller caller, Language language) {
        Unmasking.require(caller);
        if (!isReason(why.reason())) {
            throw Problem.invalid("reason", "is needed for what leaves in clear");
        }
        return exporting
                .permitClear(event.because(why.reason().strip()))
                .invoke(ExportDesk::require)
                .chain(() -> who(caller, language))
                .map(who -> exporting.watermark(who, caller.unit().name(), true, language));
    }

    private Uni<String> who(Caller caller, Language language) {
        String form = language.of("%s（%s）", "%s (%s)");
        return names.of(caller.id())
                .map(name -> form.formatted(name, caller.unit().name()));
    }

    private Uni<Wish> wish(
            Exporting.Kind kind, Request request, Caller caller, Origin origin, String who, Language language) {
        Long wanted = request.unit();
        return units.findFor(caller, wanted == null ? caller.unit().id() : wanted)
                .map(found -> found.orElseThrow(Problem::notFound))
                .map(unit -> new Wish(kind, unit, request.clear(), request.reason(), origin, who, language));
    }

    private static boolean isReason(@Nullable String reason) {
        return reason != null && reason.strip().length() >= SHORTEST_REASON;
    }

    private static void require(boolean permitted) {
        if (!permitted) {
            throw Problem.tooManyRequests(Duration.ofHours(1));
        }
    }
}
