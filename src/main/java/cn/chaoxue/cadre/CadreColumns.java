package cn.chaoxue.cadre;

import cn.chaoxue.identity.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns people into columns: one statement inserts any number of accounts and their cadre records. A person whose ID
/// number is known already is skipped.
final class CadreColumns {

    static final String INSERT = """
            with new as (
                select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[],
                    $7::bytea[], $8::text[], $9::text[], $10::text[], $11::smallint[], $12::text[], $13::text[], $14::text[],
                    $15::date[], $16::text[], $17::text[], $18::boolean[], $19::text[])
                as n(id, unit_id, name, id_number, id_index, mobile, mobile_index, id_masked, mobile_masked, sex,
                    birth_year, cadre_class, employment, post, in_post_since, roles, password_hash, must_change, name_initials)
            ), account as (
                insert into account (id, username_index, display_name, unit_id, roles, status, password_hash,
                    initial_index, must_change)
                select id, id_index, name, unit_id, string_to_array(roles, ','),
                    case when password_hash is null then 'PENDING' else 'ACTIVE' end, password_hash,
                    case when password_hash is null then mobile_index end, must_change
                from new on conflict (username_index) do nothing returning id
            )
            insert into cadre (id, unit_id, name, id_number, id_index, mobile, mobile_index, id_masked, mobile_masked,
                sex, birth_year, cadre_class, employment, post, in_post_since, activated_at, name_initials)
            select id, unit_id, name, id_number, id_index, mobile, mobile_index, id_masked, mobile_masked,
                sex, birth_year, cadre_class, employment, post, in_post_since,
                case when password_hash is not null then now() end, name_initials
            from new join account using (id)
            returning id
            """;

    private final List<SealedCadre> people;

    CadreColumns(List<SealedCadre> people) {
        this.people = people;
    }

    Tuple arguments() {
        return Tuple.wrap(java.util.Arrays.<Object>asList(
                column(Long[]::new, SealedCadre::id),
                column(Long[]::new, p -> p.cadre().unitId()),
                text(NewCadre::name),
                column(Buffer[]::new, SealedCadre::idNumber),
                column(Buffer[]::new, SealedCadre::idIndex),
                column(Buffer[]::new, SealedCadre::mobile),
                column(Buffer[]::new, SealedCadre::mobileIndex),
                text(cadre -> cadre.idNumber().masked()),
                text(cadre -> Masking.mobile(cadre.mobile())),
                text(cadre -> cadre.idNumber().sex().name()),
                column(Short[]::new, p -> p.cadre().idNumber().birthYear()),
                text(cadre -> cadre.cadreClass().name()),
                text(cadre -> cadre.employment().name()),
                text(NewCadre::post),
                column(LocalDate[]::new, p -> p.cadre().inPostSince()),
                text(CadreColumns::roles),
                text(NewCadre::passwordHash),
                column(Boolean[]::new, p -> p.cadre().mustChangePassword()),
                text(cadre -> PinyinInitials.of(cadre.name()))));
    }

    private static String roles(NewCadre cadre) {
        return cadre.roles().stream().map(Role::wireName).collect(Collectors.joining(","));
    }

    private String[] text(Function<NewCadre, @Nullable String> field) {
        return column(String[]::new, person -> field.apply(person.cadre()));
    }

    private <T> T[] column(IntFunction<T[]> array, Function<SealedCadre, ? extends @Nullable T> field) {
        return people.stream().map(field).toArray(array);
    }
}
