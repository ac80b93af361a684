package cn.chaoxue.roster;

import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.roster.Import.Counts;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An import: where it stands, what the dry run found, what applying did.
@Schema(name = "RosterImport")
record ImportView(
        @Schema(examples = "17") long id,
        @Schema(examples = "团干部名册.xlsx") String fileName,
        @Schema(examples = "41234567") long bytes,
        UnitRef unit,
        Import.State state,

        @Schema(examples = "columns-missing", description = "Of one that failed: why") @Nullable
        String failure,

        @Schema(examples = "手机号", description = "Which columns, by `Accept-Language`; or how many") @Nullable
        String detail,

        @Schema(description = "Rows by what applying would do; while the file is read, so far")
        CountsView found,

        @Schema(description = "Rows applied, by what it did")
        CountsView done,

        @Schema(examples = "524288", description = "Size of each part but the last")
        long partBytes,

        @Schema(examples = "79") int parts,

        @Schema(examples = "4711", description = "The account that uploaded it")
        long createdBy,

        Instant createdAt,
        @Nullable Instant readyAt,
        @Nullable Instant finishedAt,

        @Schema(description = "The rows go then, the counts stay")
        Instant expiresAt) {

    @Schema(name = "RosterCounts")
    record CountsView(
            @Schema(examples = "480") int create,
            @Schema(examples = "12") int change,
            @Schema(examples = "3") int unchanged,
            @Schema(examples = "1") int conflict,
            @Schema(examples = "4") int wrong,
            @Schema(examples = "500") int rows) {

        static CountsView of(Counts counts) {
            return new CountsView(
                    counts.create(),
                    counts.change(),
                    counts.unchanged(),
                    counts.conflict(),
                    counts.wrong(),
                    counts.rows());
        }
    }

    static ImportView of(Import of, RosterConfig config, Language language) {
        String failure = of.failure();
        String detail = of.detail();
        return new ImportView(
                of.id(),
                of.fileName(),
                of.bytes(),
                of.unit(),
                of.state(),
                failure,
                failure == null || detail == null ? detail : FileTrouble.told(failure, detail, language),
                CountsView.of(of.found()),
                CountsView.of(of.done()),
                config.part().asLongValue(),
                Uploads.parts(of.bytes(), config),
                of.createdBy(),
                of.createdAt(),
                of.readyAt(),
                of.finishedAt(),
                of.expiresAt());
    }
}
