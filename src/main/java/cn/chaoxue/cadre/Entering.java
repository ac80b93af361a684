package cn.chaoxue.cadre;

import cn.chaoxue.audit.Origin;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/// Enters one person by another way than the pages, under the rules of their form.
@Singleton
public class Entering {

    private final CadreRules rules;
    private final EditingService editing;

    Entering(CadreRules rules, EditingService editing) {
        this.rules = rules;
        this.editing = editing;
    }

    /// What is wrong with the record; nothing when it was entered, with its account and its entry in the audit log.
    public Uni<List<Flaw>> enter(long unitId, CadreRequest request, Origin origin) {
        List<Flaw> flaws = rules.check(request);
        return flaws.isEmpty()
                ? editing.create(unitId, EditingService.complete(request), origin)
                        .replaceWith(flaws)
                : Uni.createFrom().item(flaws);
    }
}
