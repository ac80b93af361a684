package cn.chaoxue.cadre;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// Enters one person by another way than the pages, under the rules of their form.
@Singleton
public class Entering {

    private static final String STANDS = "select id from cadre where id_index = $1";

    private final CadreRules rules;
    private final EditingService editing;
    private final CadreSeals seals;
    private final Database database;

    Entering(CadreRules rules, EditingService editing, CadreSeals seals, Database database) {
        this.rules = rules;
        this.editing = editing;
        this.seals = seals;
        this.database = database;
    }

    /// What is wrong with the record.
    public List<Flaw> flaws(CadreRequest request) {
        return rules.check(request);
    }

    /// Enters a record without flaws, with its account and its entry in the audit log. False when the ID number
    /// stands in a record already: then nobody was entered. No case is opened (A1.7), for there is no account
    /// that claims.
    public Uni<Boolean> enter(long unitId, CadreRequest request, Origin origin) {
        CadreRecord record = EditingService.complete(request);
        return database.query(STANDS, Tuple.of(seals.idIndex(record.idNumber())), row -> row.getLong("id"))
                .chain(standing -> standing.isEmpty()
                        ? editing.create(unitId, record, origin).map(Editing.Saved.class::isInstance)
                        : Uni.createFrom().item(false));
    }
}
