package cn.chaoxue.roster;

import cn.chaoxue.cadre.CadreListing;
import cn.chaoxue.cadre.CadreQuery;
import cn.chaoxue.cadre.Cycles;
import cn.chaoxue.cadre.Exporting;
import cn.chaoxue.platform.sheet.PagedSheet;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;

/// Lets records leave (A1.9).
@Singleton
class Exports {

    private final CadreListing listing;
    private final Exporting exporting;
    private final Cycles cycles;
    private final RosterConfig config;

    Exports(CadreListing listing, Exporting exporting, Cycles cycles, RosterConfig config) {
        this.listing = listing;
        this.exporting = exporting;
        this.cycles = cycles;
        this.config = config;
    }

    /// The file.
    Multi<byte[]> send(Exporting.Wish wish, ExportRequest request) {
        CadreQuery query = new CadreQuery(
                wish.unit().path(),
                request.name(),
                request.q(),
                request.cadreClass(),
                request.employment(),
                request.status(),
                request.newAppointee() ? cycles.running() : null,
                0,
                config.exportPage());
        ExportSheet records = new ExportSheet(listing, query, wish.clear(), wish.language());
        PagedSheet sheet = records.sheet(request.form(), exporting.watermark(wish), config.maxRows());
        return sheet.sent(count -> exporting.done(wish, count));
    }
}
